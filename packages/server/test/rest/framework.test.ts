import { testIm } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { expect, it } from 'vitest'
import { HOOK_CONFIG, hear, receiver } from '../webhook-receiver.ts'
import { OK, rest, restCode, restRaw } from './call.ts'

const IMPORT = 'im_open_login_svc/account_import'
const CHECK = 'im_open_login_svc/account_check'

it('[REST1] the first fault in the order of checks decides: path, application, caller, ticket, body, field', async () => {
  await using im = await testIm()
  const bad = { sdkappid: undefined, identifier: '', usersig: '' }
  const steps: [number, string, Record<string, string | number | undefined>, string][] = [
    [60009, 'nowhere/at_all', bad, '{'],
    [60009, 'im_open_login_svc/account_improt', bad, '{'],
    [10003, 'group_open_http_svc/create_gruop', bad, '{'],
    [60012, IMPORT, bad, '{'],
    [60006, IMPORT, { ...bad, sdkappid: 'x' }, '{'],
    [60006, IMPORT, { ...bad, sdkappid: 4294967296 }, '{'],
    [60006, IMPORT, { ...bad, sdkappid: 1_400_000_001 }, '{'],
    [60004, IMPORT, { ...bad, sdkappid: im.sdkAppId }, '{'],
    [60005, IMPORT, { usersig: '' }, '{'],
    [70003, IMPORT, { usersig: 'eJxx' }, '{'],
    [70001, IMPORT, { usersig: im.sign('administrator', { expire: 5, issuedAgo: 60 }) }, '{'],
    [70013, IMPORT, { usersig: im.sign('alice') }, '{'],
    [70014, IMPORT, { usersig: im.sign('administrator', { sdkAppId: im.sdkAppId + 1 }) }, '{'],
    [60010, IMPORT, { identifier: 'alice', usersig: im.sign('alice') }, '{'],
    [60003, IMPORT, {}, '{'],
    [60003, IMPORT, {}, '[]'],
    [70402, IMPORT, {}, '{}'],
    [70402, IMPORT, {}, '{"UserID":"a/b"}'],
    [0, IMPORT, {}, '{"UserID":"ann"}'],
  ]
  for (const [code, path, query, body] of steps) {
    const response = await restRaw(im, path, body, { query })
    const answer = (await response.json()) as { ErrorCode: number; ActionStatus: string }
    expect(
      [response.status, answer.ErrorCode, answer.ActionStatus],
      `${path} ${body} ${JSON.stringify(query)}`,
    ).toEqual([200, code, code === 0 ? 'OK' : 'FAIL'])
  }
  await im.server.im.accounts.apps.disable(im.sdkAppId)
  expect(await restCode(im, IMPORT, { UserID: 'ann' })).toBe(60016)
})

it('[REST3] a body is JSON whatever its Content-Type says, and no body is an empty object', async () => {
  await using im = await testIm()
  const body = '{"UserID":"ann"}'
  for (const type of ['application/json', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', 'x', '']) {
    const answer = await (await restRaw(im, IMPORT, body, { headers: { 'content-type': type } })).json()
    expect(answer, type).toEqual(OK)
  }
  const bytes = await (await restRaw(im, IMPORT, new TextEncoder().encode(body))).json()
  expect(bytes).toEqual(OK)
  const empty = (await (await restRaw(im, CHECK, '')).json()) as { ErrorCode: number }
  expect(empty.ErrorCode).toBe(70402)
  const chunked = new Blob([body]).stream()
  const streamed = { method: 'POST', body: chunked, duplex: 'half' } as RequestInit
  const url = (await restRaw(im, CHECK, '')).url.replace(CHECK, IMPORT)
  expect(await (await fetch(url, streamed)).json()).toEqual(OK)
})

it('[REST3] tickets may come percent-encoded, and parameters in any order', async () => {
  await using im = await testIm()
  const sig = [...im.sign('administrator')].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')
  const query = `contenttype=json&usersig=${sig}&identifier=%61dministrator&random=1&sdkappid=${im.sdkAppId}`
  const answer = await fetch(`${im.url}/v4/${IMPORT}?${query}`, { method: 'POST', body: '{"UserID":"ann"}' })
  expect(await answer.json()).toEqual(OK)
  const twice = await fetch(`${im.url}/v4/${IMPORT}?${query}&sdkappid=1`, { method: 'POST', body: '{}' })
  expect(((await twice.json()) as { ErrorCode: number }).ErrorCode).toBe(60006)
})

it('[REST3] null means absent, unknown fields are ignored, and older names are taken', async () => {
  await using im = await testIm()
  expect(await restCode(im, IMPORT, { UserID: 'ann', Nick: null, Colour: 'red' })).toBe(0)
  expect(await restCode(im, IMPORT, { Identifier: 'ben', Nick: 'Ben' })).toBe(0)
  expect(await restCode(im, IMPORT, { UserID: null })).toBe(70402)
  expect(await restCode(im, IMPORT, { UserID: 'cat', Nick: 7 })).toBe(70402)
  const { find } = im.server.im.accounts
  expect([(await find(im.sdkAppId, 'ben'))?.nick, await find(im.sdkAppId, 'cat')]).toEqual(['Ben', undefined])
})

it('[REST5][CHK19] hostile bodies are refused and change nothing', async () => {
  await using im = await testIm()
  const before = Object.keys({}).length
  const deep = (open: string, close: string) => `{"UserID":${open.repeat(10_000)}1${close.repeat(10_000)}}`
  const bodies: [number, string | Uint8Array<ArrayBuffer>][] = [
    [70402, deep('[', ']')],
    [70402, deep('{"a":', '}')],
    [60003, '{"UserID":"\\ud800"}'],
    [60003, '{"UserID":"ann","x":{"y":["\\uDC00z"]}}'],
    [60003, '{"UserID":"ann","\\udfff":1}'],
    [60003, Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    [70402, '{"UserID":1e400}'],
    [70402, '{"__proto__":{"UserID":"ann"}}'],
    [60003, 'null'],
    [60003, '"UserID"'],
    [60003, '{"UserID":"ann"} x'],
  ]
  for (const [code, body] of bodies) {
    const answer = (await (await restRaw(im, IMPORT, body)).json()) as { ErrorCode: number }
    expect(answer.ErrorCode, String(body).slice(0, 60)).toBe(code)
  }
  const many = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`k${i}`, i])))
  expect(((await (await restRaw(im, IMPORT, many)).json()) as { ErrorCode: number }).ErrorCode).toBe(70402)
  const long = await restRaw(im, IMPORT, `{"UserID":"${'x'.repeat(1_100_000)}"}`)
  expect([long.status, ((await long.json()) as { ErrorCode: number }).ErrorCode]).toEqual([200, 93000])
  expect(await im.server.im.accounts.find(im.sdkAppId, 'ann')).toBeUndefined()
  expect([before, 'UserID' in {}]).toEqual([0, false])
})

it('[REST6] only POST calls a command, and a strange path is answered like an unknown one', async () => {
  await using im = await testIm()
  for (const [path, method] of [
    [IMPORT, 'GET'],
    [IMPORT, 'PUT'],
    ['im_open_login_svc', 'POST'],
    [`${IMPORT}/more`, 'POST'],
    ['IM_OPEN_LOGIN_SVC/account_import', 'POST'],
    ['constructor/toString', 'POST'],
  ] as const) {
    const response = await restRaw(im, path, '{"UserID":"ann"}', { method })
    expect([response.status, ((await response.json()) as { ErrorCode: number }).ErrorCode], path).toEqual([200, 60009])
  }
})

it('[REST7][CHK44] a command is called so often a second and no more, by one application; others are not held up', async () => {
  await using im = await testIm({ config: { rest: { requestsPerSecond: 2, appRequestsPerSecond: 20 } } })
  const codes = await Promise.all(Array.from({ length: 60 }, () => restCode(im, CHECK, { CheckItem: [] })))
  expect(new Set(codes)).toEqual(new Set([70402, 60007, 60011]))
  const refused = await Promise.all(Array.from({ length: 20 }, () => restRaw(im, CHECK, '{}')))
  expect(refused.at(-1)!.headers.get('retry-after')).toBe('1')

  const { accounts } = im.server.im
  const other = await accounts.apps.create({ name: 'Other' })
  const { keyId } = await accounts.keys.makeSecret(other.sdkAppId)
  const key = secretKey(await accounts.keys.revealSecret(other.sdkAppId, keyId))
  const now = Math.floor(im.clock.now() / 1000)
  const usersig = sign(key, { sdkAppId: other.sdkAppId, userId: 'administrator', now })
  expect(await restCode(im, IMPORT, { UserID: 'ann' }, { query: { sdkappid: other.sdkAppId, usersig } })).toBe(0)
})

it('[REST12] who calls too often is told by webhook, once', async () => {
  await using im = await testIm({ config: { rest: { requestsPerSecond: 2 }, webhooks: HOOK_CONFIG } })
  await using hook = await receiver()
  await hear(im, hook, ['Alert.RequestOverLimit'])
  await Promise.all(Array.from({ length: 20 }, () => restCode(im, CHECK, { CheckItem: [] })))
  await expect.poll(() => hook.received.length).toBe(1)
  const { body } = hook.received[0]!
  expect(body).toMatchObject({ ServiceName: 'im_open_login_svc', Command: 'account_check', Limit: 2 })
  expect((body as unknown as { Request: number }).Request).toBeGreaterThan(2)
})

it('[REST4] a ticket that worked before is refused once it expired, its account was kicked, or its key was revoked', async () => {
  await using im = await testIm()
  const call = (usersig: string) => restCode(im, CHECK, { CheckItem: [{ UserID: 'ann' }] }, { query: { usersig } })
  const short = im.sign('administrator', { expire: 60 })
  const long = im.sign('administrator', { expire: 86_400 })
  expect([await call(short), await call(long), await call(short)]).toEqual([0, 0, 0])
  im.clock.advance(120_000)
  expect([await call(short), await call(long)]).toEqual([70001, 0])
  expect(await restCode(im, 'im_open_login_svc/kick', { UserID: 'administrator' })).toBe(0)
  expect(await call(long)).toBe(70052)
  im.clock.advance(2_000)
  const fresh = im.sign('administrator')
  expect(await call(fresh)).toBe(0)
  const { accounts } = im.server.im
  for (const { keyId } of await accounts.keys.list(im.sdkAppId)) await accounts.keys.revoke(im.sdkAppId, keyId)
  expect([70009, 70016]).toContain(await call(fresh))
})

it('[REST4][KEY7] a key that a backend uses every day is seen to be in use', async () => {
  await using im = await testIm()
  const usersig = im.sign('administrator')
  const call = () => restCode(im, CHECK, { CheckItem: [{ UserID: 'ann' }] }, { query: { usersig } })
  const lastUse = async () => (await im.server.im.accounts.keys.list(im.sdkAppId))[0]!.lastUsedAt!
  expect(await call()).toBe(0)
  const before = await lastUse()
  im.clock.advance(3_600_000)
  expect(await call()).toBe(0)
  await expect.poll(async () => (await lastUse()) - before).toBeGreaterThanOrEqual(3_600_000)
})

it('[REST4] an administrator who is one no longer is refused at once', async () => {
  await using im = await testIm()
  const { apps } = im.server.im.accounts
  await apps.addAdministrator(im.sdkAppId, 'second')
  const query = { identifier: 'second', usersig: im.sign('second') }
  expect(await restCode(im, CHECK, { CheckItem: [{ UserID: 'a' }] }, { query })).toBe(0)
  await apps.removeAdministrator(im.sdkAppId, 'second')
  expect(await restCode(im, CHECK, { CheckItem: [{ UserID: 'a' }] }, { query })).toBe(60010)
})

it('[REST8][CHK7] who guesses tickets is turned away for the minute; a ticket that is known stays good', async () => {
  await using im = await testIm({ config: { login: { failuresPerMinute: 3 } } })
  const good = im.sign('administrator')
  const call = (usersig: string) => restCode(im, CHECK, { CheckItem: [{ UserID: 'ann' }] }, { query: { usersig } })
  expect(await call(good)).toBe(0)
  for (const _ of [1, 2, 3]) expect(await call('eJxx')).toBe(70003)
  expect(await call('eJxx')).toBe(70050)
  expect(await call(good)).toBe(0)
})

it('[REST9] a fault of the server is a reference to the log and no more', async () => {
  await using im = await testIm()
  const { accounts } = im.server.im as { accounts: { importMany: unknown } }
  accounts.importMany = () => {
    throw new Error('secret detail')
  }
  const answer = await rest(im, 'im_open_login_svc/multiaccount_import', { Accounts: ['ann'] })
  expect(answer.ErrorCode).toBe(70500)
  expect(answer.ErrorInfo).toMatch(/^Something went wrong in the server\. Reference: [0-9a-f-]{36}$/)
})
