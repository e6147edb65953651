import { expect, it } from 'vitest'
import { AdminError, createAdmin, textBody } from '../src/index.ts'
import { breakingLine } from './breaking-line.ts'
import { backend } from './way.ts'

const errorOf = async (work: Promise<unknown>): Promise<AdminError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(AdminError)
  return error as AdminError
}

it('calls a command, with fields and answer that are typed', async () => {
  await using world = await backend()
  const { admin } = world
  await admin.importAccounts(['alice', 'bob'])
  const { GroupId } = await admin.call('group_open_http_svc/create_group', {
    Type: 'Public',
    Name: 'Friends',
    Owner_Account: 'alice',
  })
  const { GroupInfo } = await admin.call('group_open_http_svc/get_group_info', { GroupIdList: [GroupId] })
  expect(GroupInfo[0]).toMatchObject({ GroupId, Name: 'Friends', Owner_Account: 'alice' })
  const { MsgSeq } = await admin.sendGroupMessage({ GroupId, From_Account: 'alice', MsgBody: textBody('hello') })
  expect(MsgSeq).toBeGreaterThan(0)
  // @ts-expect-error the field is UserID
  expect((await errorOf(admin.call('im_open_login_svc/kick', { UserId: 'alice' }))).code).toBe(70402)
})

it('a refusal has the code, the name and the advice of the server, and is not tried again', async () => {
  await using world = await backend()
  const { admin, road } = world
  const error = await errorOf(admin.call('group_open_http_svc/destroy_group', { GroupId: 'none' }))
  expect(error).toMatchObject({
    code: 10010,
    name: 'GROUP_NOT_FOUND',
    command: 'group_open_http_svc/destroy_group',
    retryable: false,
    mayBeDone: false,
    tries: 1,
  })
  expect(error.message).toContain(error.advice)
  expect(road.tries).toHaveLength(1)
  const wrong = await errorOf(admin.call('im_open_login_svc/kick', { UserID: 'x'.repeat(400) }))
  expect(wrong.name).toBe('BAD_PARAMETER')
})

it('a message whose answer was lost is sent again and stored once, also a minute later', async () => {
  await using world = await backend()
  const { admin, road, im } = world
  await admin.importAccounts(['alice', 'bob'])
  road.fates.push('lose', () => {
    im.clock.advance(60_000)
    return new Response('', { status: 502 })
  })
  await admin.sendMessage({ From_Account: 'alice', To_Account: 'bob', MsgBody: textBody('once') })
  const sent = road.tries.filter(({ command }) => command === 'openim/sendmsg')
  expect(sent).toHaveLength(3)
  expect(new Set(sent.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  const window = { Operator_Account: 'bob', Peer_Account: 'alice', MaxCnt: 10, MinTime: 0, MaxTime: 4_000_000_000 }
  expect((await admin.call('openim/admin_getroammsg', window)).MsgList).toHaveLength(1)
})

it('a connection that breaks before the answer costs no message and doubles none', async () => {
  await using world = await backend()
  const { common, key, im } = world
  await using line = await breakingLine(im.url)
  const admin = createAdmin({ ...common, key, server: line.url, fetch })
  await admin.importAccounts(['alice', 'bob'])
  line.breakNext(2)
  await admin.sendMessage({ From_Account: 'alice', To_Account: 'bob', MsgBody: textBody('once') })
  expect(line.broken).toBe(2)
  const window = { Operator_Account: 'bob', Peer_Account: 'alice', MaxCnt: 10, MinTime: 0, MaxTime: 4_000_000_000 }
  expect((await admin.call('openim/admin_getroammsg', window)).MsgList).toHaveLength(1)
})

it('what would do harm twice is tried again only when nothing can have been done', async () => {
  await using world = await backend()
  const { admin, road } = world
  road.fates.push('lose')
  const group = { Type: 'Public', Name: 'Twice' } as const
  const lost = await errorOf(admin.call('group_open_http_svc/create_group', group))
  expect(lost).toMatchObject({ name: 'NETWORK_ERROR', code: 0, retryable: true, mayBeDone: true, tries: 1 })
  expect((await admin.call('group_open_http_svc/get_appid_group_list', {})).TotalCount).toBe(1)
  road.fates.push('refuse', 'refuse')
  await admin.call('group_open_http_svc/create_group', group)
  expect((await admin.call('group_open_http_svc/get_appid_group_list', {})).TotalCount).toBe(2)
})

it('gives up after the retries, and says how often it tried', async () => {
  await using world = await backend({ retries: 2 })
  const { admin, road } = world
  road.fates.push('refuse', 'refuse', 'refuse')
  const error = await errorOf(admin.call('im_open_login_svc/kick', { UserID: 'alice' }))
  expect(error).toMatchObject({ name: 'NETWORK_ERROR', mayBeDone: false, tries: 3 })
  road.fates.push('hang')
  const late = admin.call('im_open_login_svc/kick', { UserID: 'alice' }, { timeoutMs: 20, retries: 0 })
  expect(await errorOf(late)).toMatchObject({ name: 'TIMEOUT', retryable: true, mayBeDone: true })
})

it('waits as long as the server asks, and not at all when that is very long', async () => {
  await using world = await backend()
  const { admin, road } = world
  const busy = (seconds: number) => () =>
    Response.json({ ErrorCode: 60007, ErrorInfo: 'slow down' }, { headers: { 'retry-after': String(seconds) } })
  road.fates.push(busy(1))
  const from = performance.now()
  await admin.call('im_open_login_svc/account_check', { CheckItem: [{ UserID: 'alice' }] })
  expect(performance.now() - from).toBeGreaterThan(950)
  road.fates.push(busy(60))
  const error = await errorOf(admin.call('im_open_login_svc/account_check', { CheckItem: [{ UserID: 'alice' }] }))
  expect(error).toMatchObject({ name: 'TOO_FREQUENT', retryAfterMs: 60_000, tries: 1 })
})

it('what stands before the server is told from the server', async () => {
  await using world = await backend({ retries: 0 })
  const { admin, road } = world
  const kick = () => errorOf(admin.call('im_open_login_svc/kick', { UserID: 'alice' }))
  road.fates.push(() => new Response('no', { status: 403 }))
  expect(await kick()).toMatchObject({ name: 'HTTP_STATUS', retryable: false })
  for (const text of ['<html>', '[]', 'null', '{}', '{"ErrorCode":"x"}']) {
    road.fates.push(() => new Response(text))
    expect(await kick()).toMatchObject({ name: 'ANSWER_MALFORMED', retryable: false })
  }
  road.fates.push(() => Response.json({ ErrorCode: 120_001, ErrorInfo: 'y'.repeat(5000) }))
  const own = await kick()
  expect(own).toMatchObject({ code: 120_001, name: 'UNKNOWN_CODE' })
  expect(own.message.length).toBeLessThan(500)
})

it('no error tells the ticket or the key, whatever the HTTP library prints', async () => {
  await using world = await backend({ retries: 0 })
  const { admin, road, key } = world
  road.fates.push('refuse', () =>
    Response.json({ ErrorCode: 70_402, ErrorInfo: `you said ${road.tries.at(-1)!.userSig}` }),
  )
  for (let i = 0; i < 2; i++) {
    const error = await errorOf(admin.call('im_open_login_svc/kick', { UserID: 'alice' }))
    const { userSig } = road.tries.at(-1)!
    const said = [error, error.cause, (error.cause as Error | undefined)?.cause]
      .filter((one) => one !== undefined)
      .map((one) => `${(one as Error).stack} ${JSON.stringify(one)}`)
      .join('\n')
    expect(said).toContain('[ticket]')
    expect(said).not.toContain(userSig)
    expect(said).not.toContain(encodeURIComponent(userSig))
  }
  expect(JSON.stringify(key)).not.toMatch(/[0-9a-f]{64}/)
  expect(JSON.stringify(admin)).toBe('{}')
})

it('an abort ends a call that hangs and one that waits, with the reason of the signal', async () => {
  await using world = await backend()
  const { admin, road } = world
  const reason = new Error('the user went away')
  for (const fate of ['hang', () => new Response('', { status: 503, headers: { 'retry-after': '20' } })] as const) {
    road.fates.push(fate)
    const controller = new AbortController()
    const call = admin.call('im_open_login_svc/kick', { UserID: 'alice' }, { signal: controller.signal })
    setTimeout(() => controller.abort(reason), 50)
    await expect(call).rejects.toBe(reason)
  }
  const over = admin.call('im_open_login_svc/kick', { UserID: 'alice' }, { signal: AbortSignal.abort(reason) })
  await expect(over).rejects.toBe(reason)
  expect(road.tries).toHaveLength(2)
})

it('an address or an SDKAppID that is none is refused when the client is made', async () => {
  await using world = await backend()
  const { key } = world
  for (const server of ['im.example.com', 'ftp://im.example.com', '']) {
    expect(() => createAdmin({ server, sdkAppId: 1, key })).toThrow(TypeError)
  }
  expect(() => createAdmin({ server: 'http://127.0.0.1', sdkAppId: Number.NaN, key })).toThrow(TypeError)
})
