import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsoleVisitor } from './console-visitor.ts'
import { say, sayInGroup } from './talk.ts'
import { HOOK_CONFIG, hear, OK, type Receiver, receiver } from './webhook-receiver.ts'

const CHOSEN = 'correct horse battery'

/** What the answers here have, each some of it. */
interface Found {
  readonly current: { readonly messages: number; readonly deliveries: number; readonly sessions: number }
  readonly points: readonly object[]
  readonly endpoint: { readonly endpointId: string }
  readonly letters: readonly { readonly id: string }[]
  readonly calls: readonly { readonly no: number }[]
  readonly body: string
  readonly entries: object[]
  readonly seq: number
  readonly readByReceiver: boolean
  readonly trace?: {
    readonly steps: readonly { readonly kind: string; readonly hearers: readonly { readonly userId: string }[] }[]
  }
}

describe('what operators see of a running server', () => {
  let im: TestIm
  let hook: Receiver
  let owner: ConsoleVisitor
  let base: string

  beforeAll(async () => {
    im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 5000 } } })
    hook = await receiver()
    owner = new ConsoleVisitor(im.url)
    const { name, password } = im.server.firstRun!
    await owner.signIn(name, password)
    await owner.changePassword(password, CHOSEN)
    base = `applications/${im.sdkAppId}`
  })
  afterAll(async () => {
    await hook[Symbol.asyncDispose]()
    await im.close()
  })

  const ask = async <T extends object = Found>(method: string, path: string, body?: unknown) => {
    const answer = await owner.ask(method, path, body)
    expect(answer.text, `${method} ${path}`).not.toContain('"code":')
    expect(answer.status).toBe(200)
    return answer.body as unknown as T
  }

  const audit = async (action: string): Promise<object[]> => (await ask('GET', `audit?action=${action}`)).entries

  test('[FIG1] figures count sessions, messages and deliveries of that application alone', async () => {
    const other = await im.server.im.accounts.apps.create({ name: 'Other' })
    const alice = await im.enter('alice')
    const bob = await im.enter('bob')
    for (let i = 0; i < 5; i++) await say(alice, 'bob')
    const { current } = await ask('GET', `${base}/overview?range=15m`)
    expect(current).toMatchObject({ messages: 5, deliveries: 5, sessions: 2, users: 2 })
    expect((await ask('GET', `applications/${other.sdkAppId}/overview?range=15m`)).current).toMatchObject({
      messages: 0,
      sessions: 0,
      accounts: 1,
    })
    im.clock.advance(15_000)
    await im.server.im.figures.tick()
    const { points } = await ask('GET', `${base}/overview?range=15m`)
    expect(points.at(-1)).toMatchObject({ messages: 5, sessions: 2 })
    im.clock.advance(3_600_000)
    await im.server.im.figures.tick()
    await owner.signIn('owner', CHOSEN)
    expect((await ask('GET', `${base}/overview?range=7d`)).points[0]).toMatchObject({ seconds: 3600, messages: 5 })
    expect((await ask('GET', 'overview?range=24h')).points[0]).toMatchObject({ messages: 5 })
    await alice.close()
    await bob.close()
  })

  test('[FIG1] what a live room tells its sockets are deliveries too', async () => {
    for (let i = 0; i < 2; i++) await im.server.im.figures.tick()
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    const { groupId } = await alice.request('group.create', { type: 'AVChatRoom', name: 'Live' })
    for (const one of [alice, bob]) await one.request('group.join', { groupId })
    const before = (await ask('GET', `${base}/overview?range=15m`)).current.deliveries
    await sayInGroup(alice, groupId, 'hello')
    const now = async () => (await ask('GET', `${base}/overview?range=15m`)).current.deliveries
    await expect.poll(now, { timeout: 5000 }).toBeGreaterThan(before)
    await alice.close()
    await bob.close()
  })

  test('[HOOK8] [CON10] a URL is set, tried, watched and its dead letters replayed, and its token shown on demand only', async () => {
    const command = 'C2C.CallbackAfterSendMsg'
    const { endpoint } = await ask('POST', `${base}/callbacks`, { url: hook.url, commands: [command], token: 'tok-en' })
    const shown = await owner.ask('GET', `${base}/callbacks`)
    expect(shown.text).not.toContain('tok-en')
    expect(shown.text).not.toContain('whsec_')
    const revealed = await ask('POST', `${base}/callbacks/reveal`, { endpointId: endpoint.endpointId })
    expect(revealed).toMatchObject({ token: 'tok-en', secret: expect.stringMatching(/^whsec_/) })
    expect(await ask('POST', `${base}/callbacks/try`, { endpointId: endpoint.endpointId, command })).toMatchObject({
      ok: true,
    })

    hook.answer = () => 500
    const alice = await im.enter('alice')
    await say(alice, 'bob', 'secret words')
    const dead = async () => (await ask('GET', `${base}/dead-letters`)).letters
    await expect.poll(async () => (await dead()).length, { timeout: 15_000 }).toBe(1)
    const letters = await dead()
    expect(JSON.stringify(letters)).not.toContain('secret words')
    const { calls } = await ask('GET', `${base}/webhook-calls?failedOnly=true`)
    expect(calls).toHaveLength(4)
    expect(JSON.stringify(calls)).not.toContain('secret words')
    expect((await ask('POST', `${base}/webhook-calls/read`, { no: calls[0]!.no })).body).toContain('secret words')

    hook.answer = () => OK
    const before = hook.of(command).length
    expect(await ask('POST', `${base}/dead-letters/replay`, { ids: [letters[0]!.id] })).toEqual({ replayed: 1 })
    await hook.until(() => hook.of(command).length > before)
    expect((await ask('GET', `${base}/dead-letters`)).letters).toEqual([])
    expect((await audit('webhook.call.read')).length).toBe(1)
    await ask('DELETE', `${base}/callbacks`, { endpointId: endpoint.endpointId })
    await alice.close()
  })

  test('[CON15] the server API is called as an administrator, without a ticket, and answers as over HTTP', async () => {
    const call = (command: string, body: object, administrator = 'administrator') =>
      owner.ask('POST', `${base}/rest-call`, { command, administrator, body })
    const path = 'im_open_login_svc/account_import'
    expect((await call(path, { UserID: 'zoe' })).body).toMatchObject({ answer: { ActionStatus: 'OK', ErrorCode: 0 } })
    expect(await im.server.im.accounts.find(im.sdkAppId, 'zoe')).toBeDefined()
    expect((await call(path, { UserID: '' })).body).toMatchObject({
      answer: { ActionStatus: 'FAIL' },
      error: { name: expect.any(String) },
    })
    const reading = { command: 'openim/admin_getroammsg', administrator: 'administrator', body: {} }
    expect((await owner.ask('POST', `${base}/rest-call`, reading)).body).toMatchObject({ name: 'BAD_PARAMETER' })
    const said = await owner.ask('POST', `${base}/rest-call`, { ...reading, reason: 'ticket 9' })
    expect(said.body).toMatchObject({ answer: { ActionStatus: 'FAIL' } })
    expect(JSON.stringify((await audit('rest.call'))[0])).toContain('ticket 9')
    expect((await call(path, {}, 'zoe')).body).toMatchObject({ name: 'NOT_ADMINISTRATOR' })
    expect((await call(`${path}x`, {})).body).toMatchObject({ name: 'BAD_PARAMETER' })
  })

  test('[JRN1] the way of a message is told: stored, told to whom, read, and what it says for a reason only', async () => {
    await hear(im, hook, ['C2C.CallbackAfterSendMsg', 'C2C.CallbackBeforeSendMsg'])
    await ask('POST', `${base}/message-traces/watch`, { userIds: [], minutes: 5 })
    const alice = await im.enter('alice')
    const bob = await im.enter('bob', { platform: 'Android' })
    const { seq } = await say(alice, 'bob', 'hidden words')
    await hook.until(() => hook.of('C2C.CallbackAfterSendMsg').some(({ text }) => text.includes('hidden words')))
    const name = { userIds: ['bob', 'alice'], key: String(seq) }
    const told = await owner.ask('POST', `${base}/message-journey`, name)
    expect(told.text).not.toContain('hidden words')
    expect(told.body).toMatchObject({
      seq,
      readByReceiver: false,
      online: [{ platform: 'Android' }],
      message: { from: 'alice', to: 'bob', elements: ['TIMTextElem'] },
    })
    expect((told.body['calls'] as unknown[]).length).toBe(2)
    const steps = (told.body['trace'] as { steps: { kind: string }[] }).steps
    expect(steps.map(({ kind }) => kind)).toEqual(['asked', 'stored', 'told', 'told'])
    expect(JSON.stringify(steps)).toContain('Android')
    const key = hook.of('C2C.CallbackAfterSendMsg').at(-1)!.body['MsgKey']
    expect((await ask('POST', `${base}/message-journey`, { ...name, key })).seq).toBe(seq)

    await bob.request('message.read', { conversation: 'C2Calice', upTo: seq })
    expect((await ask('POST', `${base}/message-journey`, name)).readByReceiver).toBe(true)
    expect((await owner.ask('POST', `${base}/message-journey/content`, name)).body).toMatchObject({
      name: 'BAD_PARAMETER',
    })
    const read = await owner.ask('POST', `${base}/message-journey/content`, { ...name, reason: 'ticket 17' })
    expect(read.text).toContain('hidden words')
    expect((await audit('message.read')).at(0)).toMatchObject({ reason: 'ticket 17' })

    await ask('POST', `${base}/message-traces/watch`, { userIds: [], minutes: 0 })
    const next = await say(alice, 'bob')
    expect((await ask('POST', `${base}/message-journey`, { ...name, key: String(next.seq) })).trace).toBeUndefined()
    await alice.close()
    await bob.close()
  })

  test('[JRN1] the way of a group message names those who were online, and not those of other groups', async () => {
    const alice = await im.enter('alice')
    const carol = await im.enter('carol')
    const { groupId } = await alice.request('group.create', {
      type: 'Public',
      name: 'Club',
      members: [{ userId: 'carol' }],
    })
    await ask('POST', `${base}/message-traces/watch`, { userIds: ['alice'], minutes: 5 })
    const { seq } = await sayInGroup(alice, groupId, 'hi')
    const { trace } = await ask('POST', `${base}/message-journey`, { groupId, key: String(seq) })
    const told = trace?.steps.find(({ kind }) => kind === 'told')
    expect(told?.hearers.map(({ userId }) => userId).sort()).toEqual(['alice', 'carol'])
    await alice.close()
    await carol.close()
  })

  test('[FIG3] a self-test measures messages over sockets, tells no URL, lets nobody else in and leaves nobody behind', async () => {
    await hear(im, hook, ['State.StateChange', 'Group.CallbackAfterSendMsg'])
    const before = hook.received.length
    const accounts = await im.server.im.accounts.count(im.sdkAppId)
    expect((await owner.ask('GET', `${base}/self-test`)).body).toEqual({ kind: 'none' })
    // What was before is counted away, so that only what comes now would show.
    for (let i = 0; i < 2; i++) await im.server.im.figures.tick()
    const online = (await ask('GET', `${base}/overview?range=15m`)).current.sessions
    await ask('POST', `${base}/self-test`)
    expect((await owner.ask('POST', `${base}/self-test`)).body).toMatchObject({ name: 'FORBIDDEN' })
    const state = async () => (await owner.ask('GET', `${base}/self-test`)).body
    await expect.poll(async () => (await state())['kind'], { timeout: 20_000 }).toBe('done')
    expect(await state()).toMatchObject({
      result: { sent: 100, acked: 100, received: 100, duplicates: 0, gaps: 0, outOfOrder: 0 },
    })
    await expect.poll(() => im.server.im.accounts.count(im.sdkAppId)).toBe(accounts)
    const { messages, deliveries, sessions } = (await ask('GET', `${base}/overview?range=15m`)).current
    expect({ messages, deliveries, sessions }).toEqual({ messages: 0, deliveries: 0, sessions: online })
    expect(hook.received.slice(before).filter(({ text }) => text.includes('self-test'))).toEqual([])
    const stranger = await im.connect()
    await expect(
      stranger.login({ sdkAppId: im.sdkAppId, userId: 'signet-self-test-1', userSig: 'x'.repeat(43) }),
    ).rejects.toThrow()
    await stranger.close()
  })
})
