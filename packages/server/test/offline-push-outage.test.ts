import { allSent, type PushGateway, pushGateway, type RawClient, type TestIm, testIm } from '@signet/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { rest } from './rest/call.ts'

const HOUR = 3_600_000
const MOST = 100
/** Pushes of one request, which are in hand beside what waits. */
const BATCH = 50
const text = (value: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: value } }]
let nextRandom = 1
const send = (to: string, value: string) =>
  alice.request('send', { to, random: nextRandom++, clientTime: 1, body: text(value) })

let im: TestIm
let gateway: PushGateway
let alice: RawClient
beforeAll(async () => {
  gateway = await pushGateway()
  im = await testIm({
    config: {
      webhooks: { allowedTargets: ['loopback'] },
      push: { timeoutMs: 300, firstRetryMs: 10, maxWaiting: MOST },
      sockets: { requestsPerSecond: 100_000, requestBurst: 100_000 },
      presence: { graceMs: 0 },
    },
  })
  alice = await im.enter('alice')
  for (const userId of ['bob', 'carol']) await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId })
}, 60_000)
afterAll(async () => {
  await im.close()
  await gateway[Symbol.asyncDispose]()
})
afterEach(async () => {
  gateway.answer = allSent
  if ((await push().gateways.info(im.sdkAppId)) !== undefined) await push().gateways.remove(im.sdkAppId)
  await push().idle()
  gateway.pushes.length = 0
  gateway.requests.length = 0
})

const push = () => im.server.im.offlinePush
const connect = () => push().gateways.set(im.sdkAppId, { url: gateway.url, language: 'en' })
const state = () => push().stateOf(im.sdkAppId)
const texts = () => [...new Set(gateway.pushes.map(({ Desc }) => Desc))]

async function metric(name: string): Promise<number> {
  const page = await (await fetch(`${im.url}/metrics`)).text()
  const line = page.split('\n').find((one) => one.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1) ?? 0)
}

/** The 99th percentile of acks, ms. */
async function p99(count: number): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < count; i++) {
    const from = performance.now()
    await send('bob', `m${i}`)
    took.push(performance.now() - from)
  }
  return took.sort((a, b) => a - b)[Math.floor(count * 0.99)]!
}

describe('a gateway that is down', () => {
  it('[CHK43] [PSH6] hangs for an hour: what waits is bounded by number and age, losses are counted, and acks come as fast', async () => {
    await p99(100)
    const without = await p99(300)
    await connect()
    gateway.answer = () => 'hang'
    const overflow = await metric('signet_push_dropped_total{reason="overflow"}')
    const withDead = await p99(300)
    // A busy machine is slow with and without: one that waits for the gateway would be slower by its time limit.
    expect(withDead).toBeLessThan(Math.max(60, without * 4))
    await gateway.until(() => gateway.requests.length >= 2)
    expect(state().waiting).toBeGreaterThanOrEqual(MOST)
    expect(state().waiting).toBeLessThanOrEqual(MOST + BATCH)
    expect(state().lastFailure).toMatchObject({ detail: 'no answer within the time limit' })
    const lost = (await metric('signet_push_dropped_total{reason="overflow"}')) - overflow
    expect(lost + state().waiting).toBe(300)
    expect(await metric('signet_push_waiting')).toBeGreaterThanOrEqual(MOST)

    im.clock.advance(HOUR + 1_000)
    gateway.answer = allSent
    gateway.pushes.length = 0
    await send('carol', 'after the outage')
    await gateway.until(() => texts().includes('after the outage'))
    expect(texts()).toEqual(['after the outage'])
    await expect.poll(state).toMatchObject({ waiting: 0, lastFailure: undefined })
    expect(await metric('signet_push_dropped_total{reason="age"}')).toBeGreaterThanOrEqual(MOST)
    expect(await metric('signet_push_oldest_seconds')).toBe(0)
  })

  it('[PSH6] fails for a while: what waits comes in order when it is back, tried with the same ids', async () => {
    await connect()
    gateway.answer = () => 503
    for (const value of ['one', 'two', 'three']) await send('bob', value)
    await gateway.until(() => gateway.requests.length >= 3)
    const tried = gateway.pushes.find(({ Desc }) => Desc === 'one')!.PushId
    gateway.answer = allSent
    gateway.pushes.length = 0
    await gateway.until(() => texts().length === 3)
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(gateway.pushes[0]!.PushId).toBe(tried)
  })

  it('[PSH6] who is back when it is, or has read the message, or from whom it was taken back, is not pushed', async () => {
    await connect()
    gateway.answer = () => 503
    await send('bob', 'in hand')
    await gateway.until(() => gateway.requests.length >= 1)
    await send('carol', 'read')
    const { seq } = await send('bob', 'a mistake')
    await alice.request('message.recall', { conversation: 'C2Cbob', seq })
    const carol = await im.enter('carol')
    await carol.request('message.read', { conversation: 'C2Calice' })
    await carol.close()
    const bob = await im.enter('bob')
    gateway.answer = allSent
    gateway.pushes.length = 0
    await expect.poll(() => state().waiting, { timeout: 10_000 }).toBe(0)
    expect(gateway.pushes).toEqual([])
    await bob.close()
  })

  it('[PSH7] refuses a request for good: it is given up, and the next goes on', async () => {
    await connect()
    gateway.answer = () => 422
    await send('bob', 'odd')
    await gateway.until(() => gateway.requests.length === 1)
    await expect.poll(() => state().waiting).toBe(0)
    gateway.answer = allSent
    await send('bob', 'fine')
    await gateway.until(() => texts().includes('fine'))
    expect(gateway.requests).toHaveLength(2)
  })
})

describe('the gateway of an application', () => {
  it('[PSH7] has an https URL, or an address off the Internet that the operator allows', async () => {
    const set = (url: string) => push().gateways.set(im.sdkAppId, { url, language: 'zh' })
    for (const url of [
      'http://93.184.216.34/push',
      'https://10.0.0.1/push',
      'https://169.254.169.254/',
      'ftp://example.com/',
      'https://user:password@example.com/',
      'https://example.com/#part',
      'nonsense',
    ])
      await expect(set(url)).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' })
    await set('https://push.example.com/signet?x=1')
    // A name that has only the Internet behind it is not asked without TLS.
    await set('http://localhost.:1/push')
    expect((await push().tryOut(im.sdkAppId, 'bob')).ok).toBe(false)
  })

  it('[PSH7] takes a large group in requests of 50', async () => {
    const userIds = Array.from({ length: 120 }, (_, i) => `m${i}`)
    for (const userId of userIds) await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId })
    const made = await rest(im, 'group_open_http_svc/create_group', {
      Type: 'Public',
      Name: 'Many',
      Owner_Account: 'alice',
      MemberList: userIds.slice(0, 60).map((Member_Account) => ({ Member_Account })),
    })
    await rest(im, 'group_open_http_svc/add_group_member', {
      GroupId: made['GroupId'],
      MemberList: userIds.slice(60).map((Member_Account) => ({ Member_Account })),
    })
    await connect()
    await alice.request('send', { group: made['GroupId'] as string, random: 1, clientTime: 9, body: text('all') })
    const ids = () => new Set(gateway.pushes.map(({ PushId }) => PushId)).size
    await gateway.until(() => ids() === 120)
    // One that was late is tried again, as it was.
    const sizes = gateway.requests.map(({ pushes }) => pushes.length)
    expect([sizes[0], Math.max(...sizes), sizes.at(-1)]).toEqual([50, 50, 20])
    expect(new Set(gateway.pushes.map(({ To_Account }) => To_Account)).size).toBe(120)
    expect(gateway.pushes.every(({ Badge }) => typeof Badge === 'number')).toBe(true)
  })

  it('[PSH10] that is none costs nothing and hears nothing; one that is taken away hears nothing more', async () => {
    await send('bob', 'nobody hears')
    expect(state().waiting).toBe(0)
    await connect()
    gateway.answer = () => 503
    await send('bob', 'waits')
    await gateway.until(() => gateway.requests.length >= 1)
    await push().gateways.remove(im.sdkAppId)
    await expect.poll(() => state().waiting).toBe(0)
    const before = gateway.requests.length
    await send('bob', 'more')
    await push().idle()
    expect(gateway.requests.length).toBe(before)
    expect(await metric('signet_push_dropped_total{reason="removed"}')).toBeGreaterThanOrEqual(1)
    await expect(push().tryOut(im.sdkAppId, 'bob')).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' })
  })

  it('[PSH7] is tried with a push of no message', async () => {
    await connect()
    expect(await push().tryOut(im.sdkAppId, 'bob')).toMatchObject({ ok: true, detail: expect.stringContaining('sent') })
    expect(gateway.pushes[0]).toMatchObject({ Test: true, To_Account: 'bob', Title: 'Push test' })
    gateway.answer = () => 500
    expect(await push().tryOut(im.sdkAppId, 'bob')).toMatchObject({ ok: false, detail: 'HTTP 500' })
  })
})
