import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changedPushes, codeOf, groupOf, list, one, people, say, sayInGroup, text } from './talk.ts'

let im: TestIm
let alice: RawClient
let bob: RawClient

beforeEach(async () => {
  im = await testIm({ config: { sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } } })
  alice = await im.enter('alice')
  bob = await im.enter('bob')
})
afterEach(() => im.close())

describe('the list', () => {
  it('[CNV1] has private conversations and groups, the newest first', async () => {
    const groupId = await groupOf(alice, 'bob')
    im.clock.advance(10)
    await say(alice, 'bob', 'private')
    im.clock.advance(10)
    await sayInGroup(alice, groupId, 'to all')
    expect((await list(bob)).map(({ conversation }) => conversation)).toEqual([`GROUP${groupId}`, 'C2Calice'])
    im.clock.advance(10)
    await say(alice, 'bob', 'again')
    expect(await list(bob)).toMatchObject([
      { conversation: 'C2Calice', unread: 2, read: 0, last: { body: text('again') } },
      { conversation: `GROUP${groupId}`, groupType: 'Public', last: { body: text('to all') } },
    ])
  })

  it('[CNV1] has a group before anything is said in it, unless its type waits for that', async () => {
    const [publicGroup, privateGroup] = await Promise.all(
      (['Public', 'Private'] as const).map((type) => alice.request('group.create', { type, name: 'G' })),
    )
    expect(await list(alice)).toMatchObject([{ conversation: `GROUP${publicGroup!.groupId}`, head: 0, unread: 0 }])
    await sayInGroup(alice, privateGroup!.groupId)
    expect(await list(alice)).toHaveLength(2)
    await alice.request('conversation.delete', { conversations: [`GROUP${publicGroup!.groupId}`] })
    expect(await list(alice)).toMatchObject([{ conversation: `GROUP${privateGroup!.groupId}` }])
  })

  it('[CNV1] tells everything in pages that end, while it moves', async () => {
    const peers = await people(im, 30)
    for (const peer of peers) {
      await say(alice, peer)
      im.clock.advance(10)
    }
    const seen: string[] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page: OpOutput<'sync'> = await alice.request('sync', { limit: 7, ...(cursor && { cursor }) })
      seen.push(...page.conversations.map(({ conversation }) => conversation))
      cursor = page.cursor
      pages++
      // What moves to the top between two pages is in neither a page that was told nor above the rest.
      await say(alice, peers[pages * 3]!)
    } while (cursor !== undefined)
    expect(new Set(seen)).toEqual(new Set(peers.map((peer) => `C2C${peer}`)))
    expect(seen.slice(0, 7)).toEqual(
      peers
        .slice(-7)
        .reverse()
        .map((peer) => `C2C${peer}`),
    )
    expect(pages).toBe(6)
  })

  it('[CNV1] tells what changed in pages too, none of it twice behind the first', async () => {
    const peers = await people(im, 30)
    for (const peer of peers) await say(alice, peer)
    const seen: string[] = []
    let page = await alice.request('sync', { since: 0, limit: 7 })
    expect(page.conversations).toHaveLength(7)
    while (page.cursor !== undefined) {
      page = await alice.request('sync', { since: 0, limit: 7, cursor: page.cursor })
      seen.push(...page.conversations.map(({ conversation }) => conversation))
      expect(seen.length).toBeLessThanOrEqual(30)
    }
    expect(seen).toEqual(peers.map((peer) => `C2C${peer}`))
  })

  it('[CNV1] a cursor that nobody gave begins again, and misses nothing', async () => {
    const peers = await people(im, 5)
    for (const peer of peers) await say(alice, peer)
    const { conversations } = await alice.request('sync', { cursor: 'p001' })
    expect(conversations).toHaveLength(5)
  })

  it('[CNV1] shows the message before one that does not want to be shown', async () => {
    await say(alice, 'bob', 'shown')
    await say(alice, 'bob', 'quiet', { noLastMsg: true })
    expect(await list(bob)).toMatchObject([{ last: { body: text('quiet') }, shown: { body: text('shown') } }])
    await say(alice, 'bob', 'my text says "noLastMsg":true')
    expect((await list(bob))[0]!.shown).toBeUndefined()
  })

  it('[CNV11] is everybody’s own: nobody asks for that of others', async () => {
    await say(alice, 'bob')
    const carol = await im.enter('carol')
    const groupId = await groupOf(alice, 'bob')
    await sayInGroup(alice, groupId)
    expect(await list(carol)).toEqual([])
    const asked = { conversations: ['C2Calice', `GROUP${groupId}`] }
    expect((await carol.request('conversation.get', asked)).conversations).toEqual([])
    expect((await carol.request('conversation.mark', { ...asked, set: [0] })).results).toEqual([
      { conversation: 'C2Calice', code: 0 },
      { conversation: `GROUP${groupId}`, code: 50002 },
    ])
    expect(await codeOf(carol.request('message.delete', { conversation: `GROUP${groupId}`, seqs: [1] }))).toBe(50002)
    expect(await codeOf(carol.request('conversation.get', { conversations: ['SYSTEM'] }))).toBe(70402)
    await bob.request('group.quit', { groupId })
    expect((await list(bob)).map(({ conversation }) => conversation)).toEqual(['C2Calice'])
    await alice.request('group.update', { groupId, joinOption: 'FreeAccess' })
    await carol.request('group.join', { groupId })
    expect((await one(carol, `GROUP${groupId}`))!.marks).toBeUndefined()
  })
})

describe('a pin', () => {
  it('[CNV2][CNV4] puts a conversation on top, on every device', async () => {
    await im.enter('carol')
    await say(alice, 'carol')
    im.clock.advance(10)
    await say(alice, 'bob')
    const phone = await im.enter('alice')
    await alice.request('conversation.pin', { conversation: 'C2Ccarol', pinned: true })
    expect((await list(alice)).map(({ conversation, pinned }) => [conversation, pinned])).toEqual([
      ['C2Ccarol', true],
      ['C2Cbob', undefined],
    ])
    await phone.until(() => changedPushes(phone).length === 1)
    expect(changedPushes(phone)).toMatchObject([{ what: 'conversations', data: { conversations: ['C2Ccarol'] } }])
    const [top, next] = await list(alice)
    expect(top!.orderKey).toBeGreaterThan(next!.orderKey)
    await alice.request('conversation.pin', { conversation: 'C2Ccarol', pinned: false })
    expect((await list(alice)).map(({ conversation }) => conversation)).toEqual(['C2Cbob', 'C2Ccarol'])
  })

  it('[CNV2] is one of 50, and a group that was left keeps no place', async () => {
    const groupId = await groupOf(alice, 'bob')
    await bob.request('conversation.pin', { conversation: `GROUP${groupId}`, pinned: true })
    const peers = await people(im, CONVERSATION_LIMITS.pinned)
    const pin = (peer: string) => codeOf(bob.request('conversation.pin', { conversation: `C2C${peer}`, pinned: true }))
    for (const peer of peers.slice(1)) expect(await pin(peer)).toBe(0)
    expect(await pin(peers[0]!)).toBe(51012)
    expect(await pin(peers[1]!)).toBe(0)
    await bob.request('group.quit', { groupId })
    expect(await pin(peers[0]!)).toBe(0)
    expect(await pin('alice')).toBe(51012)
    expect(await pin('nobody')).toBe(50002)
    await alice.request('group.update', { groupId, joinOption: 'FreeAccess' })
    await bob.request('group.join', { groupId })
    expect((await one(bob, `GROUP${groupId}`))!.pinned).toBeUndefined()
  })
})

describe('marks, data and the remind type', () => {
  it('[CNV6] bits are set and cleared; those without a meaning are refused', async () => {
    await say(alice, 'bob')
    const mark = (data: object) => bob.request('conversation.mark', { conversations: ['C2Calice'], ...data })
    expect((await mark({ set: [63, 0, 32, 1] })).results).toEqual([{ conversation: 'C2Calice', code: 0 }])
    expect((await one(bob, 'C2Calice'))!.marks).toEqual([0, 1, 32, 63])
    await mark({ clear: [1, 63], set: [2] })
    expect((await one(bob, 'C2Calice'))!.marks).toEqual([0, 2, 32])
    for (const bit of [4, 31]) expect(await codeOf(mark({ set: [bit] }))).toBe(50002)
    expect(await codeOf(mark({ set: [64] }))).toBe(70402)
    expect((await one(alice, 'C2Cbob'))!.marks).toBeUndefined()
  })

  it('[CNV6] data of one’s own has at most 256 bytes', async () => {
    await say(alice, 'bob')
    const custom = (value: string) =>
      codeOf(bob.request('conversation.custom', { conversations: ['C2Calice'], custom: value }))
    expect(await custom('字'.repeat(85))).toBe(0)
    expect((await one(bob, 'C2Calice'))!.custom).toBe('字'.repeat(85))
    expect(await custom('字'.repeat(86))).toBe(50002)
    expect(await custom('')).toBe(0)
    expect((await one(bob, 'C2Calice'))!.custom).toBeUndefined()
  })

  it('[CNV8][CNV3] a conversation that does not notify is not in the total', async () => {
    const groupId = await groupOf(alice, 'bob')
    await say(alice, 'bob')
    await sayInGroup(alice, groupId)
    await sayInGroup(alice, groupId)
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 3 })
    const remind = (conversation: string, type: 'AcceptAndNotify' | 'AcceptNotNotify' | 'Discard') =>
      bob.request('conversation.remind', { conversations: [conversation, 'C2Cnobody'], remind: type })
    expect((await remind(`GROUP${groupId}`, 'AcceptNotNotify')).results).toEqual([
      { conversation: `GROUP${groupId}`, code: 0 },
      { conversation: 'C2Cnobody', code: 50002 },
    ])
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 1 })
    expect(await one(bob, `GROUP${groupId}`)).toMatchObject({ remind: 'AcceptNotNotify', unread: 2 })
    await remind('C2Calice', 'Discard')
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 0 })
    await remind('C2Calice', 'AcceptAndNotify')
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 1 })
  })

  it('[CNV4] a device that was away learns from sync what another one did', async () => {
    const groupId = await groupOf(alice, 'bob')
    await sayInGroup(alice, groupId)
    im.clock.advance(10)
    await say(alice, 'bob')
    const { time } = await bob.request('sync', {})
    im.clock.advance(200_000)
    expect(await list(bob, time + 100_000)).toEqual([])
    await bob.request('conversation.mark', { conversations: ['C2Calice'], set: [0] })
    expect(await list(bob, time + 100_000)).toMatchObject([{ conversation: 'C2Calice', marks: [0] }])
    await bob.request('conversation.mark', { conversations: ['C2Calice'], clear: [0] })
    expect(await list(bob, time + 100_000)).toMatchObject([{ conversation: 'C2Calice' }])
    await bob.request('message.read', { conversation: `GROUP${groupId}` })
    expect(await list(bob, time + 100_000)).toMatchObject([
      { conversation: 'C2Calice' },
      { conversation: `GROUP${groupId}`, unread: 0 },
    ])
    await bob.request('conversation.delete', { conversations: ['C2Calice'] })
    expect(await list(bob, time + 100_000)).toMatchObject([{ removed: true }, { unread: 0 }])
    expect((await bob.request('revisions', {})).revisions).toMatchObject({ conversations: 3 })
  })

  it('[CNV4] names 1 to 100 conversations at once, each once', async () => {
    const mark = (conversations: string[]) => bob.request('conversation.mark', { conversations, set: [0] })
    expect(await codeOf(mark([]))).toBe(70402)
    expect(await codeOf(mark(Array.from({ length: 101 }, (_, i) => `C2Cu${i}`)))).toBe(70402)
    expect((await mark(['C2Calice', 'C2Calice'])).results).toEqual([{ conversation: 'C2Calice', code: 0 }])
  })
})

describe('reading', () => {
  it('[CNV3] what one wrote oneself, read, or asked not to count is not unread', async () => {
    await say(alice, 'bob', '1')
    await say(alice, 'bob', '2', { noUnread: true })
    await say(alice, 'bob', '3')
    expect((await one(bob, 'C2Calice'))!.unread).toBe(2)
    expect((await one(alice, 'C2Cbob'))!.unread).toBe(0)
    await bob.request('message.read', { conversation: 'C2Calice', upTo: 1 })
    expect((await one(bob, 'C2Calice'))!.unread).toBe(1)
    await say(bob, 'alice', 'answer')
    expect((await one(bob, 'C2Calice'))!.unread).toBe(0)
    expect((await one(alice, 'C2Cbob'))!.unread).toBe(1)
  })

  it('[CNV3] tells when the peer has read, and how far', async () => {
    await say(alice, 'bob')
    expect(await one(alice, 'C2Cbob')).toMatchObject({ peerRead: 0 })
    expect((await one(alice, 'C2Cbob'))!.peerReadTime).toBeUndefined()
    const before = im.clock.now()
    await bob.request('message.read', { conversation: 'C2Calice' })
    const item = (await one(alice, 'C2Cbob'))!
    expect(item.peerRead).toBe(1)
    expect(item.peerReadTime).toBeGreaterThanOrEqual(before)
  })

  it('[CNV3] a newcomer has nothing unread, and a group without unread never has', async () => {
    const carol = await im.enter('carol')
    const groupId = await groupOf(alice, 'bob')
    for (let i = 0; i < 3; i++) await sayInGroup(alice, groupId)
    await alice.request('group.update', { groupId, joinOption: 'FreeAccess' })
    await carol.request('group.join', { groupId })
    expect((await one(carol, `GROUP${groupId}`))!.unread).toBe(0)
    await sayInGroup(alice, groupId)
    expect((await one(carol, `GROUP${groupId}`))!.unread).toBe(1)
    expect((await one(bob, `GROUP${groupId}`))!.unread).toBe(4)
    const meeting = await alice.request('group.create', { type: 'ChatRoom', name: 'M' })
    await carol.request('group.join', meeting)
    await sayInGroup(alice, meeting.groupId)
    expect(await one(carol, `GROUP${meeting.groupId}`)).toMatchObject({ unread: 0, groupType: 'ChatRoom' })
  })

  it('[CNV3] what was taken back or deleted is unread no more', async () => {
    for (let i = 1; i <= 5; i++) await say(alice, 'bob', String(i))
    await bob.request('message.read', { conversation: 'C2Calice', upTo: 1 })
    await alice.request('message.recall', { conversation: 'C2Cbob', seq: 1 })
    expect((await one(bob, 'C2Calice'))!.unread).toBe(4)
    await alice.request('message.recall', { conversation: 'C2Cbob', seq: 3 })
    expect((await one(bob, 'C2Calice'))!.unread).toBe(3)
    await bob.request('message.delete', { conversation: 'C2Calice', seqs: [2, 3, 4] })
    expect((await one(bob, 'C2Calice'))!.unread).toBe(1)
    await bob.request('message.delete', { conversation: 'C2Calice', seqs: [5] })
    expect((await one(bob, 'C2Calice'))!.unread).toBe(0)
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 0 })
  })

  it('[CNV9] everything at once, or everything of one kind; the peers are told', async () => {
    const groupId = await groupOf(alice, 'bob')
    const carol = await im.enter('carol')
    await say(alice, 'bob')
    await say(carol, 'bob')
    await sayInGroup(alice, groupId)
    expect(await bob.request('conversation.readAll', { kind: 'C2C' })).toEqual({ read: 2 })
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 1 })
    expect((await one(carol, 'C2Cbob'))!.peerRead).toBe(1)
    expect(await bob.request('conversation.readAll', {})).toEqual({ read: 1 })
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 0 })
  })

  it('[CNV9] of many goes on with its cursor', async () => {
    const peers = await people(im, 205)
    let n = 1
    for (const from of peers) {
      const { toUser, ...parts } = { ...im.server.im.messages, toUser: im.server.im.messages.kinds.C2C.route }
      const { send } = await import('../src/features/messages/send.ts')
      const draft = { from, to: 'bob', tinyId: '0', random: n++, clientTime: 1, msgSeq: 1, body: text('x') }
      await send(parts, toUser({ sdkAppId: im.sdkAppId, userId: from }, 'bob'), draft, { maxBytes: 9_999, sentBy: '' })
    }
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 205 })
    const first = await bob.request('conversation.readAll', {})
    expect(first).toEqual({ read: 200, cursor: expect.any(String) })
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 5 })
    expect(await bob.request('conversation.readAll', { cursor: first.cursor! })).toEqual({ read: 5 })
    expect(await bob.request('conversation.unread', {})).toEqual({ unread: 0 })
  })
})

describe('groups of conversations', () => {
  it('[CNV7][CNV4] are made, named, filled, emptied and deleted, on all devices', async () => {
    await say(alice, 'bob')
    const phone = await im.enter('bob')
    const made = await bob.request('conversation.createGroup', {
      name: 'work',
      conversations: ['C2Calice', 'C2Cnobody'],
    })
    expect(made).toEqual({
      id: 1,
      results: [
        { conversation: 'C2Calice', code: 0 },
        { conversation: 'C2Cnobody', code: 50002 },
      ],
    })
    await phone.until(() => changedPushes(phone).some(({ what }) => what === 'conversationGroups'))
    expect((await one(bob, 'C2Calice'))!.groups).toEqual(['work'])
    await bob.request('conversation.renameGroup', { name: 'work', newName: 'home' })
    await im.enter('carol')
    await bob.request('conversation.addToGroup', { name: 'home', conversations: ['C2Ccarol', 'C2Calice'] })
    expect(await phone.request('conversation.groups', {})).toEqual({
      groups: [{ id: 1, name: 'home', conversations: ['C2Calice', 'C2Ccarol'] }],
      revision: 3,
    })
    await bob.request('conversation.removeFromGroup', { name: 'home', conversations: ['C2Calice'] })
    expect((await one(bob, 'C2Calice'))!.groups).toBeUndefined()
    await bob.request('conversation.deleteGroup', { name: 'home' })
    expect((await bob.request('conversation.groups', {})).groups).toEqual([])
    expect((await alice.request('conversation.groups', {})).groups).toEqual([])
  })

  it('[CNV7] have names of their own of at most 32 bytes; there are 20 of them with 1,000 places', async () => {
    const make = (name: string, conversations = ['C2Calice']) =>
      codeOf(bob.request('conversation.createGroup', { name, conversations }))
    expect(await make('字'.repeat(11))).toBe(51011)
    expect(await make('字'.repeat(10))).toBe(0)
    expect(await make('字'.repeat(10))).toBe(50002)
    for (let i = 1; i < 20; i++) expect(await make(`g${i}`)).toBe(0)
    expect(await make('one more')).toBe(51010)
    const rename = (name: string, newName: string) => codeOf(bob.request('conversation.renameGroup', { name, newName }))
    expect(await rename('g1', 'g2')).toBe(50002)
    expect(await rename('g1', 'g1')).toBe(0)
    expect(await rename('absent', 'x')).toBe(51009)
    expect(await codeOf(bob.request('conversation.deleteGroup', { name: 'absent' }))).toBe(51009)
    expect(await codeOf(bob.request('conversation.addToGroup', { name: 'absent', conversations: ['C2Calice'] }))).toBe(
      51009,
    )
    const peers = (await people(im, 100)).map((peer) => `C2C${peer}`)
    const add = (name: string, conversations: string[]) =>
      codeOf(bob.request('conversation.addToGroup', { name, conversations }))
    for (let i = 1; i <= 9; i++) expect(await add(`g${i}`, peers)).toBe(0)
    expect(await add('g10', peers)).toBe(51008)
    expect(await add('g10', peers.slice(0, 80))).toBe(0)
    expect(await add('g10', [...peers.slice(0, 80)])).toBe(0)
    expect(await add('g10', peers.slice(0, 81))).toBe(51008)
  })
})
