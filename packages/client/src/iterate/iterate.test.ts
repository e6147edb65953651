import { expect, test } from 'vitest'
import { settle } from '../../test/manual-clock.ts'
import { outcome, textsOf, World } from '../../test/world.ts'
import { EVENT } from '../event-names.ts'
import { conversations, events, groups, incoming, members, messages } from '../iterate.ts'
import { memoryIm } from '../testing/memory-im.ts'
import { TYPES } from '../type-constants.ts'

/** Everything that a loop gives, while the clock goes on. */
async function all<T>(world: World, loop: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = []
  const walk = async (): Promise<void> => {
    for await (const entry of loop) gathered.push(entry)
  }
  const ended = walk()
  await world.clock.advance(5_000)
  await ended
  return gathered
}

const lines = (count: number): string[] => Array.from({ length: count }, (_, n) => `line ${n}`)

test('a conversation is read from its newest message to its first, a page at a time, and no further than the loop goes', async () => {
  const world = new World()
  for (const line of lines(50)) world.server.write('bob', 'alice', line)
  const { chat } = await world.ready('alice')
  const read = await all(world, messages(chat, 'C2Cbob'))
  expect(textsOf(read)).toEqual(lines(50).reverse())

  world.server.requests.length = 0
  const some: unknown[] = []
  const walk = async (): Promise<void> => {
    for await (const message of messages(chat, 'C2Cbob', { count: 10 })) if (some.push(message) === 15) break
  }
  const ended = walk()
  await world.clock.advance(1_000)
  await ended
  expect(world.server.requests.filter(({ op }) => op === 'history')).toHaveLength(2)
})

test('an abandoned reading rejects at once with 2990, also while a page is on its way', async () => {
  const world = new World()
  for (const line of lines(50)) world.server.write('bob', 'alice', line)
  const { chat } = await world.ready('alice')
  const controller = new AbortController()
  const reading = messages(chat, 'C2Cbob', { signal: controller.signal })
  const first = outcome(reading.next())
  controller.abort(new Error('page closed'))
  expect(await first).toMatchObject({ error: { code: 2990, cause: { message: 'page closed' } } })
  await expect(messages(chat, 'C2Cbob', { signal: controller.signal }).next()).rejects.toMatchObject({ code: 2990 })
  await world.clock.advance(5_000)
})

test('a failure of a page is that of the loop', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  await expect(messages(chat, 'bob').next()).rejects.toMatchObject({ code: 2503 })
})

test('conversations are walked through a filter', async () => {
  const world = new World()
  for (const peer of ['bob', 'carol']) world.server.write(peer, 'alice', 'hi')
  const { chat } = await world.ready('alice')
  const reading = chat.setMessageRead({ conversationID: 'C2Cbob' })
  await world.clock.advance(100)
  await reading
  const unread = await all(world, conversations(chat, { hasUnreadCount: true }))
  expect(unread.map(({ conversationID }) => conversationID)).toEqual(['C2Ccarol'])
})

test('messages come out of a loop one by one from its beginning on, those of other conversations left out', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  const controller = new AbortController()
  const loop = incoming(chat, { conversationID: 'C2Cbob', signal: controller.signal })
  const first = loop.next()
  for (const line of lines(3)) world.server.write('bob', 'alice', line)
  world.server.write('carol', 'alice', 'not this one')
  await world.clock.advance(100)
  expect(textsOf([(await first).value!])).toEqual(['line 0'])
  controller.abort()
  expect(textsOf(await all(world, loop))).toEqual(['line 1', 'line 2'])
})

test('a loop that is left stops listening, and one over a chat that is destroyed ends', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  for await (const { state } of events(chat, EVENT.NET_STATE_CHANGE, { signal: AbortSignal.abort() }))
    expect(state).toBe('')
  const left = events(chat, EVENT.MESSAGE_RECEIVED)
  await left.return?.()
  world.server.write('bob', 'alice', 'unheard')
  await world.clock.advance(100)
  expect(await left.next()).toEqual({ done: true, value: undefined })

  const waiting = events(chat, EVENT.MESSAGE_RECEIVED).next()
  const destroyed = chat.destroy()
  await world.clock.advance(5_000)
  await destroyed
  expect(await waiting).toEqual({ done: true, value: undefined })
})

test('when the buffer is full the loop says so behind what it had, instead of leaving something out', async () => {
  const world = new World()
  const { chat } = await world.ready('alice')
  const loop = events(chat, EVENT.MESSAGE_RECEIVED, { buffer: 2 })
  for (const line of lines(3)) {
    world.server.write('bob', 'alice', line)
    await world.clock.advance(100)
  }
  expect(textsOf((await loop.next()).value!)).toEqual(['line 0'])
  expect(textsOf((await loop.next()).value!)).toEqual(['line 1'])
  await expect(loop.next()).rejects.toMatchObject({ code: 2991, name: 'BUFFER_FULL' })
  expect(await loop.next()).toEqual({ done: true, value: undefined })
  await settle()
})

test('members of a group come page by page, and the groups of the user one by one', async () => {
  await using im = memoryIm()
  const chat = await im.login('alice')
  const userIDs = Array.from({ length: 25 }, (_, n) => `user${n}`)
  const memberList = userIDs.map((userID) => ({ userID }))
  for (const groupID of ['one', 'two'])
    await chat.createGroup({ groupID, name: groupID, type: TYPES.GRP_PUBLIC, memberList })
  const seated: string[] = []
  for await (const { userID } of members(chat, 'one', { count: 10 })) seated.push(userID)
  expect(seated).toEqual(['alice', ...userIDs])
  const names: string[] = []
  for await (const { name } of groups(chat)) names.push(name)
  expect(names.sort()).toEqual(['one', 'two'])
  const walk = async (): Promise<void> => {
    const controller = new AbortController()
    for await (const { userID } of members(chat, 'one', { count: 10, signal: controller.signal }))
      if (userID === 'user12') controller.abort()
  }
  await expect(walk()).rejects.toMatchObject({ code: 2990 })
})
