import { type RawClient, RawError, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'
import { getMerged } from '../src/features/messages/merged/merged.ts'

const text = (value: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: value } }]
let nextRandom = 1
const send = (client: RawClient, to: string, more: object = {}) =>
  client.request('send', { to, random: nextRandom++, clientTime: 1, body: text('x'), ...more })
const failed = async (promise: Promise<unknown>): Promise<RawError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return error as RawError
}
const signalsOf = (client: RawClient) => client.pushes.flatMap((packet) => (packet.type === 'signal' ? [packet] : []))

describe('a message for who is online', () => {
  it('[MSG13] reaches every other session of both sides, takes no number, and is in no history', async () => {
    await using im = await testIm()
    const bob = await im.enter('bob')
    const alice = await im.enter('alice')
    const alice2 = await im.enter('alice')
    await send(alice, 'bob')
    const answer = await send(alice, 'bob', { onlineOnly: true, body: text('typing') })
    expect(answer.seq).toBe(0)
    await send(alice, 'bob')
    await Promise.all([bob, alice2].map((client) => client.until(() => client.messages.length === 2)))
    expect(signalsOf(bob)).toMatchObject([
      { conversation: 'C2Calice', message: { from: 'alice', time: answer.time, body: text('typing') } },
    ])
    expect(signalsOf(bob)[0]!.message).not.toHaveProperty('seq')
    expect(signalsOf(alice2)).toMatchObject([{ conversation: 'C2Cbob' }])
    expect(signalsOf(alice)).toEqual([])
    const { messages } = await bob.request('history', { conversation: 'C2Calice' })
    expect(messages.map((message) => message.seq)).toEqual([1, 2])
    expect(JSON.stringify(messages)).not.toContain('typing')
  })

  it('[MSG13] is judged like any other', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    expect((await failed(send(alice, 'ghost', { onlineOnly: true }))).errorName).toBe('RECEIVER_INVALID')
    const long = { onlineOnly: true, body: text('x'.repeat(12_289)) }
    expect((await failed(send(alice, 'alice', long))).errorName).toBe('MESSAGE_TOO_LONG')
  })
})

describe('what a message is sent with', () => {
  it('[MSG6] is carried to the other side and into history unchanged', async () => {
    await using im = await testIm()
    const bob = await im.enter('bob')
    const alice = await im.enter('alice')
    const options = {
      needReceipt: true as const,
      supportExtension: true as const,
      noUnread: true as const,
      noLastMsg: true as const,
      withMuteNotifications: true as const,
      priority: 'High' as const,
      mentions: ['bob', 'carol'],
      offlinePush: { PushFlag: 0, Title: 'title', ApnsInfo: { InterruptionLevel: 'active' } },
    }
    await send(alice, 'bob', options)
    await bob.until(() => bob.messages.length === 1)
    expect(bob.messages[0]!.message).toMatchObject(options)
    const { messages } = await bob.request('history', { conversation: 'C2Calice' })
    expect(messages).toMatchObject([options])
  })

  it.each([
    ['a priority that there is not', { priority: 'Urgent' }],
    ['31 mentions', { mentions: Array.from({ length: 31 }, (_, i) => `u${i}`) }],
    ['a push that is no object', { offlinePush: 'push' }],
    ['a push flag that is no 0 or 1', { offlinePush: { PushFlag: 2 } }],
    ['a push with a level that there is not', { offlinePush: { ApnsInfo: { InterruptionLevel: 'loud' } } }],
    ['a push title of 257 characters', { offlinePush: { Title: 'x'.repeat(257) } }],
  ])('[MSG6] %s is refused', async (_, options) => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    expect((await failed(send(alice, 'alice', options))).errorName).toBe('MESSAGE_INVALID')
    expect((await alice.request('history', { conversation: 'C2Calice' })).head).toBe(0)
  })

  it('[MSG6] a merged message of more than 300 at all depths together is refused', async () => {
    await using im = await testIm({ config: { messages: { maxBytes: 60_000 } } })
    const alice = await im.enter('alice')
    const merged = (bodies: object[][]) => ({
      MsgType: 'TIMRelayElem' as const,
      MsgContent: {
        Title: 't',
        CompatibleText: 'c',
        MsgList: bodies.map((body) => ({ From_Account: 'a', MsgBody: body })),
      },
    })
    const many = (count: number) => merged(Array.from({ length: count }, () => text('x')))
    const refused = await failed(send(alice, 'alice', { body: [merged([[many(150)], [many(149)]])] }))
    expect(refused).toMatchObject({ errorName: 'MESSAGE_INVALID', message: expect.stringContaining('at most 300') })
    await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { maxMessageBytes: 60_000 })
    expect((await send(alice, 'alice', { body: [merged([[many(150)], [many(148)]])] })).seq).toBe(1)
  })
})

describe('a merged message', () => {
  const listOf = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ From_Account: 'alice', MsgBody: text(`${i} ${'x'.repeat(150)}`) }))
  const relay = (content: object) => [
    { MsgType: 'TIMRelayElem' as const, MsgContent: { Title: 'Chat', CompatibleText: 'A chat', ...content } },
  ]

  it('[MSG14] keeps a list that is too long for it apart, for all who know its key', async () => {
    await using im = await testIm()
    const [alice, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
    const messages = listOf(200)
    expect((await failed(send(alice, 'bob', { body: relay({ MsgList: messages }) }))).errorName).toBe(
      'MESSAGE_TOO_LONG',
    )
    const { key } = await alice.request('merged.put', { messages })
    expect(await alice.request('merged.put', { messages })).toEqual({ key })
    await send(alice, 'bob', { body: relay({ JsonMsgKey: key, MsgNum: 200 }) })
    await bob.until(() => bob.messages.length === 1)
    expect(bob.messages[0]!.message.body[0]!.MsgContent).toMatchObject({ JsonMsgKey: key })
    expect(await bob.request('merged.get', { key })).toEqual({ messages })
    expect((await failed(bob.request('merged.get', { key: '0'.repeat(64) }))).errorName).toBe('MESSAGE_NOT_FOUND')
    const { merged } = im.server.im.messages
    expect(JSON.parse(await getMerged(merged, im.sdkAppId, key))).toEqual(messages)
    await expect(getMerged(merged, im.sdkAppId + 1, key)).rejects.toMatchObject({ errorName: 'MESSAGE_NOT_FOUND' })
  })

  it('[MSG14][MSG16] keeps its list as long as messages are kept; one that no message carries goes after a day', async () => {
    await using im = await testIm()
    const DAY = 86_400_000
    await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { roamingDays: 3 })
    const [alice, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
    const put = async (messages: object) => (await alice.request('merged.put', { messages } as never)).key
    const unused = await put(listOf(2))
    const inner = await put(listOf(3))
    const outer = await put([{ From_Account: 'alice', MsgBody: relay({ JsonMsgKey: inner, MsgNum: 3 }) }])
    await send(alice, 'bob', { body: relay({ JsonMsgKey: outer, MsgNum: 1 }) })
    const kept = async () => {
      const read = (key: string) => bob.request('merged.get', { key }).then(Boolean, () => false)
      return await Promise.all([unused, inner, outer].map(read))
    }
    const rows = async () => (await im.server.im.db.read.selectFrom('merged_list').select('key').execute()).length
    expect(await kept()).toEqual([true, true, true])
    im.clock.advance(DAY + 1_000)
    expect(await kept()).toEqual([false, true, true])
    await im.server.im.roaming.drop()
    expect(await rows()).toBe(2)
    im.clock.advance(DAY)
    // Forwarded once more: kept as long as that message.
    await send(bob, 'alice', { body: relay({ JsonMsgKey: outer, MsgNum: 1 }) })
    im.clock.advance(2 * DAY)
    await im.server.im.roaming.drop()
    expect([await kept(), await rows()]).toEqual([[false, true, true], 2])
    im.clock.advance(DAY)
    expect(await kept()).toEqual([false, false, false])
    await im.server.im.roaming.drop()
    expect(await rows()).toBe(0)
  })

  it('[MSG14] puts no more lists than a person does', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, (_, i) =>
        failed(alice.request('merged.put', { messages: listOf(i + 1) })).then(
          ({ errorName }) => errorName,
          () => 'kept',
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'kept').length).toBeLessThan(23)
    expect(new Set(outcomes)).toEqual(new Set(['kept', 'TOO_FREQUENT']))
  })

  it('[MSG6] has its list or the key of one, not both and not neither', async () => {
    await using im = await testIm()
    const [alice] = await Promise.all([im.enter('alice'), im.enter('bob')])
    for (const content of [{}, { MsgList: listOf(1), JsonMsgKey: '0'.repeat(64) }, { JsonMsgKey: 'mine' }]) {
      expect((await failed(send(alice, 'bob', { body: relay(content) }))).errorName).toBe('MESSAGE_INVALID')
    }
    expect(
      (
        await failed(
          alice.request('merged.put', { messages: listOf(301).map((one) => ({ ...one, MsgBody: text('x') })) }),
        )
      ).errorName,
    ).toBe('BAD_PARAMETER')
  })
})

describe('a message with a lifetime', () => {
  it('[MSG15] is read until that is over, and keeps its number', async () => {
    await using im = await testIm()
    const [alice, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
    await send(alice, 'bob', { body: text('stays, although it says "lifeTime":1') })
    await send(alice, 'bob', { body: text('goes'), lifeTime: 60 })
    const read = async () => {
      const { messages } = await bob.request('history', { conversation: 'C2Calice' })
      return messages.map(({ seq, hidden, body }) => [seq, hidden ?? false, body.length])
    }
    expect(await read()).toEqual([
      [1, false, 1],
      [2, false, 1],
    ])
    im.clock.advance(61_000)
    expect(await read()).toEqual([
      [1, false, 1],
      [2, true, 0],
    ])
    expect(JSON.stringify(await bob.request('sync', {}))).not.toContain('goes')
  })
})

describe('somebody who wants to hear nothing of a peer', () => {
  it('[CNV8] is not told of their messages, finds them all the same, and hears again when that changes', async () => {
    await using im = await testIm()
    const [alice, bob, phone] = await Promise.all([im.enter('alice'), im.enter('bob'), im.enter('bob')])
    await send(alice, 'bob', { body: text('one') })
    const hear = (remind: 'Discard' | 'AcceptAndNotify') =>
      bob.request('conversation.remind', { conversations: ['C2Calice'], remind })
    await hear('Discard')
    await send(alice, 'bob', { body: text('two') })
    await send(bob, 'alice', { body: text('three') })
    await phone.until(() => phone.messages.length === 2)
    await hear('AcceptAndNotify')
    await send(alice, 'bob', { body: text('four') })
    await bob.until(() => bob.messages.length === 2)
    const words = (client: RawClient) => client.messages.map(({ message }) => message.seq)
    expect(words(bob)).toEqual([1, 4])
    expect(words(phone)).toEqual([1, 3, 4])
    expect((await bob.request('history', { conversation: 'C2Calice' })).messages).toHaveLength(4)
  })

  it('[CHG2] hears all the same what becomes of messages', async () => {
    await using im = await testIm()
    const [alice, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
    await send(alice, 'bob', { body: text('one') })
    await bob.request('conversation.remind', { conversations: ['C2Calice'], remind: 'Discard' })
    await send(alice, 'bob', { body: text('two') })
    await alice.request('message.recall', { conversation: 'C2Cbob', seq: 1 })
    await bob.until(() => bob.pushes.some((packet) => packet.type === 'change'))
  })
})
