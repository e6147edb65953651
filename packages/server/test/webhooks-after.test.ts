import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOOK_CONFIG, hear, OK, type Received, type Receiver, receiver } from './webhook-receiver.ts'

const AFTER = 'C2C.CallbackAfterSendMsg'
const text = (value: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: value } }]
const textOf = ({ body }: Received) => (body['MsgBody'] as ReturnType<typeof text>)[0]!.MsgContent.Text
const nameOf = (one: Received) => `${one.body['To_Account']} ${textOf(one)}`
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let nextRandom = 1
const send = (client: RawClient, to: string, value: string, more: object = {}) =>
  client.request('send', { to, random: nextRandom++, clientTime: 1, body: text(value), ...more })

// One server for all tests; each has a URL of its own.
let im: TestIm
let alice: RawClient
beforeAll(async () => {
  im = await testIm({ config: { webhooks: HOOK_CONFIG } })
  for (const userId of ['bob', 'carol', 'dave']) await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId })
  alice = await im.enter('alice')
})
afterAll(() => im.close())

const settings = () => im.server.im.webhookSettings
const deadOf = async () => (await settings().deadLetters.list(im.sdkAppId)).letters

async function world(
  work: (hook: Receiver, endpointId: string) => Promise<void>,
  more: object = {},
  commands: readonly string[] = [AFTER],
) {
  await using hook = await receiver()
  const { endpoint } = await hear(im, hook, commands, more)
  try {
    await work(hook, endpoint.endpointId)
  } finally {
    await settings().endpoints.remove(im.sdkAppId, endpoint.endpointId)
  }
}

describe('after a message', () => {
  it('[HOOK1] the application is told of it as it is stored', () =>
    world(async (hook) => {
      const { time } = await send(alice, 'bob', 'hi', { msgSeq: 9, cloudCustomData: 'c' })
      await hook.until(() => hook.received.length === 1)
      const [told] = hook.received
      expect(told!.body).toMatchObject({
        CallbackCommand: AFTER,
        From_Account: 'alice',
        To_Account: 'bob',
        MsgSeq: 9,
        MsgTime: Math.floor(time / 1000),
        MsgBody: text('hi'),
        CloudCustomData: 'c',
        OnlineOnlyFlag: 0,
        SendMsgResult: 0,
        ErrorInfo: 'send msg succeed',
        UnreadMsgNum: 1,
        EventTime: time,
      })
      expect(told!.query.get('SdkAppid')).toBe(String(im.sdkAppId))
      expect(told!.query.has('Sign')).toBe(false)
    }))

  it('[HOOK6] what is said in a conversation is told in order, one at a time; conversations beside each other', () =>
    world(async (hook) => {
      const busy = new Map<string, number>()
      let most = 0
      hook.answer = async ({ body }) => {
        const to = body['To_Account'] as string
        busy.set(to, (busy.get(to) ?? 0) + 1)
        expect(busy.get(to)).toBe(1)
        most = Math.max(
          most,
          [...busy.values()].reduce((sum, n) => sum + n),
        )
        await pause(Math.random() * 10)
        busy.set(to, busy.get(to)! - 1)
        return OK
      }
      const people = ['bob', 'carol', 'dave']
      for (let i = 0; i < 60; i++) await send(alice, people[i % 3]!, `m${i}`)
      await hook.until(() => hook.received.length === 60)
      for (const [p, person] of people.entries()) {
        const told = hook.received.filter(({ body }) => body['To_Account'] === person).map(textOf)
        expect(told).toEqual(Array.from({ length: 20 }, (_, i) => `m${i * 3 + p}`))
      }
      expect(most).toBeGreaterThan(1)
    }))

  it('[HOOK6] [HOOK8] a message that cannot be told holds up its own conversation only, and comes before the next one', () =>
    world(
      async (hook) => {
        let refusals = 1
        hook.answer = async (one) => {
          if (textOf(one) !== 'first' || refusals-- <= 0) return OK
          await hook.until(() => hook.received.some((other) => textOf(other) === 'c4'))
          return 500
        }
        await send(alice, 'bob', 'first')
        await send(alice, 'bob', 'second')
        for (let i = 0; i < 5; i++) await send(alice, 'carol', `c${i}`)
        await hook.until(() => hook.received.length === 8)
        const names = hook.received.map(nameOf)
        expect(names.filter((name) => name.startsWith('bob'))).toEqual(['bob first', 'bob first', 'bob second'])
        expect(names.indexOf('carol c4')).toBeLessThan(names.lastIndexOf('bob first'))
        const ids = hook.received.filter((one) => textOf(one) === 'first').map(({ headers }) => headers['webhook-id'])
        expect(new Set(ids).size).toBe(1)
      },
      { timeoutMs: 10_000 },
    ))

  it('[HOOK8] after the last try it is a dead letter; the conversation goes on; it is put back, one or all', () =>
    world(async (hook, endpointId) => {
      hook.answer = (one) => (textOf(one).startsWith('bad') ? 500 : OK)
      await send(alice, 'bob', 'bad 1')
      await send(alice, 'bob', 'good')
      await hook.until(() => hook.received.some((one) => textOf(one) === 'good'))
      await send(alice, 'carol', 'bad 2')
      expect(hook.received.filter((one) => textOf(one) === 'bad 1')).toHaveLength(HOOK_CONFIG.tries)
      while ((await deadOf()).length < 2) await pause(5)
      const dead = await deadOf()
      expect(dead).toMatchObject([
        { endpointId, command: AFTER, tries: HOOK_CONFIG.tries, reason: 'HTTP 500' },
        { endpointId, command: AFTER, tries: HOOK_CONFIG.tries },
      ])
      hook.answer = () => OK
      const before = hook.received.length
      await settings().deadLetters.replay(im.sdkAppId, dead[0]!.id)
      await hook.until(() => hook.received.length === before + 1)
      expect(await settings().deadLetters.replayAll(im.sdkAppId, 'State.StateChange')).toBe(0)
      expect(await settings().deadLetters.replayAll(im.sdkAppId)).toBe(1)
      await hook.until(() => hook.received.length === before + 2)
      expect(await deadOf()).toEqual([])
      expect(new Set(hook.received.slice(before).map(nameOf))).toEqual(new Set(['bob bad 1', 'carol bad 2']))
      const idOf = (one: Received) => one.headers['webhook-id']
      const again = hook.received.at(-1)!
      expect(hook.received.filter((one) => nameOf(one) === nameOf(again)).map(idOf)).toEqual(
        Array(HOOK_CONFIG.tries + 1).fill(idOf(again)),
      )
      await expect(settings().deadLetters.replay(im.sdkAppId, dead[0]!.id)).rejects.toThrow('no dead letter')
    }))

  it('[HOOK10] [CHK42] while the application is down sends are not slower, and all is told in order once it is back', () =>
    world(async (hook) => {
      await hook.down()
      for (let i = 0; i < 40; i++) await send(alice, i % 2 ? 'bob' : 'carol', `m${i}`)
      expect(hook.received).toEqual([])
      await pause(100)
      await hook.up()
      await hook.until(() => hook.received.length >= 40, 15_000)
      expect(hook.received.filter(({ body }) => body['To_Account'] === 'bob').map(textOf)).toEqual(
        Array.from({ length: 20 }, (_, i) => `m${i * 2 + 1}`),
      )
      expect(await deadOf()).toEqual([])
      expect(hook.connections).toBeLessThanOrEqual(16)
    }))

  it('[HOOK13] is told to every URL that wants it; one that is down does not hold up the other', () =>
    world((one) =>
      world(async (other) => {
        await one.down()
        await send(alice, 'bob', 'hi')
        await other.until(() => other.received.length === 1)
        await one.up()
        await one.until(() => one.received.length === 1)
      }),
    ))

  it('[HOOK5] nothing is stored for what nobody wants to hear of', () =>
    world(
      async (hook) => {
        await send(alice, 'bob', 'hi')
        expect(await im.server.im.timeline.outbox(10)).toEqual([])
        expect(await settings().store.waiting()).toEqual(new Map())
        expect(hook.received).toEqual([])
      },
      {},
      ['Group.CallbackAfterSendMsg'],
    ))

  it('[HOOK1] what was switched off meanwhile is not told any more', () =>
    world(async (hook, endpointId) => {
      await hook.down()
      await send(alice, 'bob', 'hi')
      await pause(50)
      await settings().endpoints.update(im.sdkAppId, endpointId, { commands: [] })
      await hook.up()
      while ((await settings().store.waiting()).size > 0) await pause(5)
      expect(hook.received).toEqual([])
    }))

  it('[HOOK1] messages of groups are told with their number, and who they name; the application may refuse them', () =>
    world(
      async (hook) => {
        const { groupId } = await alice.request('group.create', { type: 'Public', name: 'G' })
        const say = (value: string, more: object = {}) =>
          alice.request('send', { group: groupId, random: nextRandom++, clientTime: 1, body: text(value), ...more })
        const { seq } = await say('hi', { mentions: ['bob'], mentionsAll: true })
        await hook.until(() => hook.received.length === 2)
        expect(hook.of('Group.CallbackBeforeSendMsg')[0]!.body).toMatchObject({
          GroupId: groupId,
          Type: 'Public',
          From_Account: 'alice',
          Operator_Account: 'alice',
          MsgBody: text('hi'),
        })
        expect(hook.of('Group.CallbackAfterSendMsg')[0]!.body).toMatchObject({
          GroupId: groupId,
          Type: 'Public',
          MsgSeq: seq,
          GroupAtInfo: [{ GroupAtAllFlag: 1 }, { GroupAtAllFlag: 0, GroupAt_Account: 'bob' }],
        })
        hook.answer = () => ({ ...OK, ErrorCode: 1 })
        await expect(say('no')).rejects.toMatchObject({ code: 10016 })
        hook.answer = () => ({ ...OK, ErrorCode: 10150, ErrorInfo: 'no way' })
        await expect(say('no')).rejects.toMatchObject({ code: 10150 })
        hook.answer = () => ({ ...OK, ErrorCode: 120001 })
        expect((await say('goes on')).seq).toBe(seq + 1)
      },
      {},
      ['Group.CallbackBeforeSendMsg', 'Group.CallbackAfterSendMsg'],
    ))

  it('[HOOK8] is counted by command: calls, time, failures, what waits and how old it is', () =>
    world(async (hook) => {
      hook.answer = () => 500
      await send(alice, 'bob', 'hi')
      await hook.until(() => hook.received.length === 1)
      const page = await (await fetch(`${im.url}/metrics`)).text()
      expect(page).toMatch(/signet_webhook_calls_total\{command="C2C.CallbackAfterSendMsg",outcome="ok"\} \d+/)
      expect(page).toMatch(/signet_webhook_calls_total\{command="C2C.CallbackAfterSendMsg",outcome="failed"\} \d+/)
      expect(page).toMatch(/signet_webhook_seconds_count\{command="C2C.CallbackAfterSendMsg"\} \d+/)
      expect(page).toMatch(/signet_webhook_lag_seconds_count\{command="C2C.CallbackAfterSendMsg"\} \d+/)
      expect(page).toMatch(/signet_webhook_dead_total\{command="C2C.CallbackAfterSendMsg"\} 2/)
      expect(page).toMatch(/signet_webhook_waiting 1/)
      expect(page).toMatch(/signet_webhook_oldest_seconds\{command="C2C.CallbackAfterSendMsg"\} 0\.\d+/)
    }))
})

it('[HOOK6] [HOOK8] [CHK42] however the application fails, each conversation is told whole and in order', async () => {
  await using hook = await receiver()
  await using shaky = await testIm({ config: { webhooks: { ...HOOK_CONFIG, tries: 100, timeoutMs: 50 } } })
  await hear(shaky, hook, [AFTER])
  const believed = new Map<string, string[]>()
  hook.answer = (one) => {
    const luck = Math.random()
    if (luck < 0.1) return 500
    if (luck < 0.2) return 'close'
    if (luck < 0.25) return 'hang'
    const to = one.body['To_Account'] as string
    const told = believed.get(to) ?? []
    if (told.at(-1) !== textOf(one)) believed.set(to, [...told, textOf(one)])
    return OK
  }
  const erin = await shaky.enter('erin')
  const people = ['p0', 'p1', 'p2', 'p3']
  for (const userId of people) await shaky.server.im.accounts.import({ sdkAppId: shaky.sdkAppId, userId })
  for (let i = 0; i < 80; i++) await send(erin, people[i % 4]!, `m${i}`)
  await hook.until(() => [...believed.values()].flat().length >= 80, 20_000)
  for (const [n, person] of people.entries()) {
    expect(believed.get(person)).toEqual(Array.from({ length: 20 }, (_, i) => `m${i * 4 + n}`))
  }
}, 40_000)

it('[HOOK14] beyond the limit events are given up and counted, and the messages themselves are not touched', async () => {
  await using hook = await receiver()
  await using small = await testIm({ config: { webhooks: { ...HOOK_CONFIG, tries: 100, maxWaiting: 100 } } })
  await hear(small, hook, [AFTER])
  await hook.down()
  const erin = await small.enter('erin')
  await small.enter('bob')
  for (let i = 0; i < 130; i++) await send(erin, 'bob', `m${i}`)
  const overflow = async () =>
    Number(/signet_webhook_overflow_total (\d+)/.exec(await (await fetch(`${small.url}/metrics`)).text())?.[1])
  while ((await overflow()) < 30) await pause(10)
  expect(await overflow()).toBe(30)
  expect((await erin.request('history', { conversation: 'C2Cbob' })).head).toBe(130)
  await hook.up()
  await hook.until(() => hook.received.length === 100, 15_000)
  await send(erin, 'bob', 'room again')
  await hook.until(() => hook.received.length === 101)
})
