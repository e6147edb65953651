import { randomInt } from 'node:crypto'
import { type RawClient, type RawError, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'

const body = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
const say = (client: RawClient, to: object, words: string, more: object = {}) =>
  client.request('send', { ...to, random: randomInt(2 ** 32), clientTime: 1, body: body(words), ...more })
const codeOf = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    () => 0,
    (error: RawError) => error.code,
  )
const changesOf = (client: RawClient) =>
  client.pushes.flatMap((packet) => (packet.type === 'change' ? [packet.change.kind] : []))

it('[BLK2] who was blocked reaches the other side by no edit, reaction or extension either; the other direction goes on', async () => {
  await using im = await testIm()
  const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
  const { seq } = await say(bob, { to: 'alice' }, 'hi', { supportExtension: true })
  await alice.request('blacklist.add', { userIds: ['bob'] })
  const there = { conversation: 'C2Calice', seq }
  expect(await codeOf(bob.request('message.modify', { ...there, version: 0, body: body('answer me') }))).toBe(20007)
  expect(await codeOf(bob.request('reaction.add', { ...there, reaction: 'x' }))).toBe(20007)
  const extensions = [{ key: 'k', value: 'v', seq: 0 }]
  expect(await codeOf(bob.request('extension.set', { ...there, extensions }))).toBe(20007)
  await alice.request('reaction.add', { conversation: 'C2Cbob', seq, reaction: 'y' })
  await bob.until(() => changesOf(bob).length === 1)
  expect(changesOf(alice)).toEqual(['reaction'])
  // What they said may still be taken back.
  await bob.request('message.recall', there)
})

it('[GRP11][GRP28] who wrote a message and left hears no more who has read it', async () => {
  await using im = await testIm()
  const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
  const made = { type: 'Public', name: 'club', members: [{ userId: 'bob' }] }
  const { groupId } = await alice.request('group.create', made)
  const conversation = `GROUP${groupId}`
  const first = await say(bob, { group: groupId }, 'read this', { needReceipt: true })
  const second = await say(bob, { group: groupId }, 'and this', { needReceipt: true })
  await alice.request('message.receipt', { conversation, seqs: [first.seq] })
  await bob.until(() => changesOf(bob).length === 1)
  await bob.request('group.quit', { groupId })
  await alice.request('message.receipt', { conversation, seqs: [second.seq] })
  await say(alice, { to: 'bob' }, 'that is all')
  await bob.until(() => bob.messages.some(({ message }) => message.from === 'alice' && message.to === 'bob'))
  expect(changesOf(bob)).toEqual(['receipt'])
})

it('[CNV5][GRP29] a pinned message is not shown to who deleted it for themselves, and is to the others', async () => {
  await using im = await testIm()
  const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
  const made = { type: 'Public', name: 'club', members: [{ userId: 'bob' }] }
  const { groupId } = await alice.request('group.create', made)
  const { seq } = await say(alice, { group: groupId }, 'pinned')
  await alice.request('group.pin', { groupId, seq, on: true })
  const pins = async (client: RawClient) =>
    (await client.request('group.pinned', { groupId })).pins.map(({ message }) => message.seq)
  expect(await pins(bob)).toEqual([seq])
  await bob.request('message.delete', { conversation: `GROUP${groupId}`, seqs: [seq] })
  expect([await pins(bob), await pins(alice)]).toEqual([[], [seq]])
})

it('[GRP29] a pinned message that is kept no more takes no place from another one', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  const { groupId } = await alice.request('group.create', { type: 'Public', name: 'club' })
  const pin = async (words: string, more: object = {}) => {
    const { seq } = await say(alice, { group: groupId }, words, more)
    return await codeOf(alice.request('group.pin', { groupId, seq, on: true }))
  }
  for (let i = 0; i < 10; i++) await pin(`${i}`, i < 2 ? { lifeTime: 60 } : {})
  expect(await pin('one too many')).not.toBe(0)
  im.clock.advance(60_000)
  expect([await pin('now'), await pin('and now'), await pin('not now')]).toEqual([0, 0, expect.any(Number)])
  expect((await alice.request('group.pinned', { groupId })).pins).toHaveLength(10)
})

it('[MSG15] nothing is done to a message whose lifetime is over, and nothing of it is read', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  await im.enter('bob')
  const { seq } = await say(alice, { to: 'bob' }, 'soon gone', { lifeTime: 60, supportExtension: true })
  const there = { conversation: 'C2Cbob', seq }
  await alice.request('extension.set', { ...there, extensions: [{ key: 'k', value: 'v', seq: 0 }] })
  im.clock.advance(60_000)
  expect(await codeOf(alice.request('extension.get', there))).toBe(23004)
  expect(await codeOf(alice.request('message.modify', { ...there, version: 0, body: body('back') }))).toBe(20026)
  expect(await codeOf(alice.request('reaction.add', { ...there, reaction: 'x' }))).toBe(20026)
})
