import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { c2cTimeline } from '../src/features/messages/rules.ts'
import { codeOf, groupOf, list, one, say, sayInGroup, text } from './talk.ts'

let im: TestIm
let alice: RawClient
let bob: RawClient

beforeEach(async () => {
  im = await testIm({ config: { sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } } })
  alice = await im.enter('alice')
  bob = await im.enter('bob')
})
afterEach(() => im.close())

describe('a mention', () => {
  it('[CNV10] is told with the conversation until it is read, and not to who wrote it', async () => {
    const carol = await im.enter('carol')
    const groupId = await groupOf(alice, 'bob', 'carol')
    const conversation = `GROUP${groupId}`
    const { seq } = await sayInGroup(alice, groupId, 'you', { mentions: ['bob', 'bob'] })
    const all = await sayInGroup(alice, groupId, 'all', { mentions: ['bob'], mentionsAll: true })
    await sayInGroup(alice, groupId, 'nobody')
    expect((await one(bob, conversation))!.mentions).toEqual([
      { seq, from: 'alice', all: false, me: true },
      { seq: all.seq, from: 'alice', all: true, me: true },
    ])
    expect((await one(carol, conversation))!.mentions).toEqual([{ seq: all.seq, from: 'alice', all: true, me: false }])
    await sayInGroup(bob, await groupOf(bob, 'alice'), 'elsewhere')
    await sayInGroup(carol, groupId, 'so alice has something unread')
    expect(await one(alice, conversation)).toMatchObject({ unread: 1 })
    expect((await one(alice, conversation))!.mentions).toBeUndefined()
    await bob.request('message.read', { conversation, upTo: seq })
    expect((await one(bob, conversation))!.mentions).toMatchObject([{ seq: all.seq }])
    await sayInGroup(bob, groupId, 'I have seen it')
    await sayInGroup(alice, groupId, 'more')
    expect(await one(bob, conversation)).toMatchObject({ unread: 1 })
    expect((await one(bob, conversation))!.mentions).toBeUndefined()
  })

  it('[CNV10] of a message that was taken back, deleted or meant for others names nobody', async () => {
    await im.enter('carol')
    const groupId = await groupOf(alice, 'bob', 'carol')
    const conversation = `GROUP${groupId}`
    const seqs: number[] = []
    for (let i = 0; i < 3; i++) seqs.push((await sayInGroup(alice, groupId, 'x', { mentions: ['bob'] })).seq)
    await sayInGroup(alice, groupId, 'x', { mentions: ['bob'], targets: ['carol'] })
    await alice.request('message.recall', { conversation, seq: seqs[0]! })
    await bob.request('message.delete', { conversation, seqs: [seqs[1]!] })
    expect((await one(bob, conversation))!.mentions!.map(({ seq }) => seq)).toEqual([seqs[2]])
  })

  it('[CNV10] of many only the newest are told', async () => {
    const groupId = await groupOf(alice, 'bob')
    const seqs: number[] = []
    for (let i = 0; i < 12; i++) seqs.push((await sayInGroup(alice, groupId, 'x', { mentions: ['bob'] })).seq)
    expect((await one(bob, `GROUP${groupId}`))!.mentions!.map(({ seq }) => seq)).toEqual(seqs.slice(2))
  })
})

describe('deleting', () => {
  it('[CNV5] takes a conversation out of the own list alone, until somebody writes', async () => {
    await say(alice, 'bob', 'old')
    await bob.request('conversation.pin', { conversation: 'C2Calice', pinned: true })
    await bob.request('conversation.mark', { conversations: ['C2Calice'], set: [0] })
    await bob.request('conversation.createGroup', { name: 'work', conversations: ['C2Calice'] })
    expect((await bob.request('conversation.delete', { conversations: ['C2Calice'] })).results).toEqual([
      { conversation: 'C2Calice', code: 0 },
    ])
    expect(await list(bob)).toEqual([])
    expect(await list(alice)).toMatchObject([{ last: { body: text('old') } }])
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 0 })
    expect((await bob.request('history', { conversation: 'C2Calice' })).messages).toEqual([])
    expect((await alice.request('history', { conversation: 'C2Cbob' })).messages).toHaveLength(1)
    await say(alice, 'bob', 'new')
    const [item] = await list(bob)
    expect(item).toMatchObject({ conversation: 'C2Calice', unread: 1, floor: 1, last: { body: text('new') } })
    expect(item).not.toHaveProperty('pinned')
    expect(item).not.toHaveProperty('marks')
    expect(item).not.toHaveProperty('groups')
    expect((await bob.request('history', { conversation: 'C2Calice' })).messages).toMatchObject([{ seq: 2 }])
  })

  it('[CNV5] may keep the history', async () => {
    await say(alice, 'bob', 'old')
    await bob.request('conversation.delete', { conversations: ['C2Calice'], keepHistory: true })
    expect(await list(bob)).toEqual([])
    expect((await bob.request('history', { conversation: 'C2Calice' })).messages).toHaveLength(1)
  })

  it('[CNV5] clearing keeps the conversation, without its messages', async () => {
    await say(alice, 'bob', '1')
    await say(alice, 'bob', '2')
    await bob.request('conversation.clear', { conversations: ['C2Calice'] })
    const [item] = await list(bob)
    expect(item).toMatchObject({ conversation: 'C2Calice', head: 2, unread: 0, floor: 2 })
    expect(item!.last).toBeUndefined()
    for (const range of [{}, { after: 0 }, { before: 2 }])
      expect((await bob.request('history', { conversation: 'C2Calice', ...range })).messages).toEqual([])
    expect((await alice.request('history', { conversation: 'C2Cbob' })).messages).toHaveLength(2)
  })

  it('[CNV5] clearing forgets what was deleted before, and keeps what comes after', async () => {
    for (const value of ['1', '2']) await say(alice, 'bob', value)
    await bob.request('message.delete', { conversation: 'C2Calice', seqs: [1] })
    const pieces = () => im.server.im.db.read.selectFrom('deleted_message').selectAll().execute()
    expect(await pieces()).toHaveLength(1)
    await bob.request('conversation.clear', { conversations: ['C2Calice'] })
    expect(await pieces()).toEqual([])
    await say(alice, 'bob', '3')
    expect((await bob.request('history', { conversation: 'C2Calice' })).messages).toMatchObject([{ seq: 3 }])
  })

  it('[CNV5] messages of the own view: they are gone for the user and for nobody else', async () => {
    for (const value of ['1', '2', '3', '4']) await say(alice, 'bob', value)
    await bob.request('message.delete', { conversation: 'C2Calice', seqs: [2, 4] })
    const phone = await im.enter('bob')
    for (const client of [bob, phone]) {
      const { messages } = await client.request('history', { conversation: 'C2Calice' })
      expect(messages.map(({ seq, hidden }) => [seq, hidden])).toEqual([
        [1, undefined],
        [2, true],
        [3, undefined],
        [4, true],
      ])
      expect(JSON.stringify(messages)).not.toContain('"2"')
    }
    const item = (await one(bob, 'C2Calice'))!
    expect(item).toMatchObject({ unread: 2, head: 4, shown: { seq: 3 } })
    expect(item.last).toBeUndefined()
    expect((await one(alice, 'C2Cbob'))!.last).toMatchObject({ seq: 4 })
    const { messages } = await alice.request('history', { conversation: 'C2Cbob' })
    expect(messages.every(({ hidden }) => hidden === undefined)).toBe(true)
  })

  it('[CNV5] of messages is bounded, and of none that there is not', async () => {
    await say(alice, 'bob')
    const remove = (seqs: number[]) => codeOf(bob.request('message.delete', { conversation: 'C2Calice', seqs }))
    expect(await remove([2])).toBe(20026)
    expect(await remove(Array.from({ length: 31 }, (_, i) => i + 1))).toBe(70402)
    expect(await codeOf(bob.request('message.delete', { conversation: 'C2Cnobody', seqs: [1] }))).toBe(50002)
    expect(await remove([1])).toBe(0)
    expect(await remove([1])).toBe(0)
  })

  it('[CNV5] of messages in too many pieces is refused; clearing makes room', async () => {
    await say(alice, 'bob')
    const { db, timeline } = im.server.im
    const log = c2cTimeline(im.sdkAppId, 'alice', 'bob')
    const value = JSON.stringify({ from: 'alice', to: 'bob', body: text('x') })
    for (let n = 0; n < 2 * CONVERSATION_LIMITS.deletedPieces + 2; n++) {
      await timeline.append({ conversation: log, value, author: 'alice' })
    }
    const conversation = 'C2Calice'
    const owner = { sdk_app_id: im.sdkAppId, user_id: 'bob', conversation }
    await db.transaction(async (trx) => {
      for (let n = 1; n <= CONVERSATION_LIMITS.deletedPieces; n++) {
        const span = { from_seq: 2 * n, to_seq: 2 * n }
        await trx
          .insertInto('deleted_message')
          .values({ ...owner, ...span })
          .execute()
      }
    })
    const remove = (seqs: number[]) => codeOf(bob.request('message.delete', { conversation, seqs }))
    expect(await remove([2 * CONVERSATION_LIMITS.deletedPieces + 2])).toBe(50002)
    expect(await remove([3])).toBe(0)
    await bob.request('conversation.clear', { conversations: [conversation] })
    await say(alice, 'bob')
    expect(await remove([2 * CONVERSATION_LIMITS.deletedPieces + 4])).toBe(0)
  })

  it('[CNV5] of a group that was left takes what was made of it', async () => {
    const members = [{ userId: 'bob' }]
    const { groupId } = await alice.request('group.create', { type: 'Private', name: 'W', members })
    const conversation = `GROUP${groupId}`
    await bob.request('conversation.pin', { conversation, pinned: true })
    await bob.request('group.quit', { groupId })
    expect((await bob.request('conversation.delete', { conversations: [conversation] })).results).toEqual([
      { conversation, code: 0 },
    ])
    await alice.request('group.invite', { groupId, userIds: ['bob'] })
    expect((await one(bob, conversation))!.pinned).toBeUndefined()
  })
})
