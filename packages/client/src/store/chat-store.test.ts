import { expect, test } from 'vitest'
import { outcome, text, textsOf, type Witness, World } from '../../test/world.ts'
import type { Message } from '../message.ts'
import { chatStore } from './chat-store.ts'
import type { MessageList } from './message-list.ts'

const shown = (list: MessageList): string[] => textsOf(list.get().messages.map(({ original }) => original))
const statuses = (list: MessageList): string[] => list.get().messages.map(({ status }) => status)

/** Alice's conversation with bob on the screen; bob wrote `old` messages before. */
async function alice(world: World, old = 0) {
  for (let n = 1; n <= old; n++) world.server.write('bob', 'alice', `old ${n}`)
  const witness = world.client()
  const store = chatStore(witness.chat)
  const list = store.messages('C2Cbob')
  list.subscribe(() => {})
  const login = witness.chat.login({ userID: 'alice', userSig: 'ticket' })
  await world.clock.advance(100)
  await login
  return { ...witness, store, list }
}

async function sendFrom(world: World, { chat }: Pick<Witness, 'chat'>, to: string, words: string): Promise<Message> {
  const message = text(chat, to, words)
  const sent = chat.sendMessage(message)
  await world.clock.advance(50)
  await sent
  return message
}

test('a chat has one store', async () => {
  const { chat } = new World().client()
  expect(chatStore(chat)).toBe(chatStore(chat))
})

test('a conversation begins with its newest page; older ones come when they are asked for', async () => {
  const world = new World()
  const { list } = await alice(world, 20)
  expect([shown(list).length, shown(list)[0], list.get().isComplete]).toEqual([15, 'old 6', false])
  const loading = list.loadOlder()
  await world.clock.advance(50)
  await loading
  expect([shown(list).length, shown(list)[0], list.get().isComplete]).toEqual([20, 'old 1', true])
})

test('messages that come in appear once, also while the page is on its way', async () => {
  const world = new World()
  const { list, store } = await alice(world, 1)
  world.server.write('bob', 'alice', 'new 1')
  await world.clock.advance(50)
  expect(shown(list)).toEqual(['old 1', 'new 1'])
  const other = store.messages('C2Ccarol')
  other.subscribe(() => {})
  world.server.write('carol', 'alice', 'hi')
  await world.clock.advance(50)
  expect(shown(other)).toEqual(['hi'])
})

test('an own message is there at once, and its view is another one when it was sent', async () => {
  const world = new World()
  const { chat, list, store } = await alice(world, 1)
  void store.send(text(chat, 'bob', 'mine'))
  await world.clock.advance(0)
  expect([shown(list), statuses(list)]).toEqual([
    ['old 1', 'mine'],
    ['success', 'unSend'],
  ])
  const [old, before] = list.get().messages
  await world.clock.advance(50)
  expect(statuses(list)).toEqual(['success', 'success'])
  expect(list.get().messages[0]).toBe(old)
  expect(list.get().messages[1]).not.toBe(before)
  expect(before?.status).toBe('unSend')
})

test('an own message that fails says so, raises nothing when nobody waits for it, and goes out again under its ID', async () => {
  const world = new World()
  const { chat, list, store } = await alice(world)
  world.network.weather.isSilent = true
  const message = text(chat, 'bob', 'mine')
  void store.send(message)
  await world.clock.advance(31_000)
  expect(statuses(list)).toEqual(['fail'])
  world.network.weather.isSilent = false
  await world.clock.advance(60_000)
  const again = store.send(message)
  await world.clock.advance(1_000)
  expect(await again).toBe(message)
  expect([shown(list), statuses(list)]).toEqual([['mine'], ['success']])
})

test('a message that the app sends past the store appears when it was stored', async () => {
  const world = new World()
  const who = await alice(world, 1)
  for (let n = 0; n < 20; n++) void outcome(who.chat.sendMessage(text(who.chat, 'bob', `mine ${n}`)))
  await world.clock.advance(200)
  expect(shown(who.list)).toEqual(['old 1', ...Array.from({ length: 20 }, (_, n) => `mine ${n}`)])
  expect(statuses(who.list)).not.toContain('unSend')
})

test('a deleted message leaves the list', async () => {
  const world = new World()
  const { list, received } = await alice(world, 1)
  world.server.write('bob', 'alice', 'new')
  await world.clock.advance(50)
  received[0]!.isDeleted = true
  world.server.write('carol', 'alice', 'anything')
  await world.clock.advance(50)
  expect(shown(list)).toEqual(['old 1'])
})

test('conversations: a line that changes is replaced, the others stay, and what was shown before is as it was', async () => {
  const world = new World()
  world.server.write('carol', 'alice', 'from carol')
  const { store } = await alice(world, 1)
  const before = store.conversations.get()
  const line = (lines: typeof before, id: string) => lines.find(({ conversationID }) => conversationID === id)
  expect(before.length).toBe(2)
  world.server.write('bob', 'alice', 'new')
  await world.clock.advance(50)
  const after = store.conversations.get()
  expect(line(after, 'C2Ccarol')).toBe(line(before, 'C2Ccarol'))
  expect([line(before, 'C2Cbob')?.unreadCount, line(after, 'C2Cbob')?.unreadCount]).toEqual([1, 2])
  expect(store.unread.get()).toBe(3)
})

test('a store that is made late knows what there is', async () => {
  const world = new World()
  world.server.write('bob', 'alice', 'old')
  const { chat } = await world.ready('alice')
  const store = chatStore(chat)
  expect([store.isReady.get(), store.netState.get()]).toEqual([true, 'connected'])
  await world.clock.advance(0)
  expect(store.conversations.get().map(({ conversationID }) => conversationID)).toEqual(['C2Cbob'])
})

test('the network: its state is told, a page that failed comes by itself when it is back, and no message is missed', async () => {
  const world = new World()
  const { list, store } = await alice(world, 1)
  world.network.weather.isReachable = false
  world.network.cut()
  await world.clock.advance(100)
  expect(store.netState.get()).not.toBe('connected')
  const other = store.messages('C2Ccarol')
  other.subscribe(() => {})
  world.server.write('bob', 'alice', 'meanwhile')
  world.server.write('carol', 'alice', 'me, too')
  await world.clock.advance(5_000)
  expect(other.get().error?.retryable).toBe(true)
  world.network.weather.isReachable = true
  await world.clock.advance(60_000)
  expect(store.netState.get()).toBe('connected')
  expect([shown(list), shown(other)]).toEqual([['old 1', 'meanwhile'], ['me, too']])
  expect(other.get().error).toBeUndefined()
})

test('after the logout nothing is left; who logs in next sees the own conversations', async () => {
  const world = new World()
  const { chat, list, store } = await alice(world, 2)
  const logout = chat.logout()
  await world.clock.advance(50)
  await logout
  expect([shown(list), store.conversations.get(), store.unread.get(), store.isReady.get()]).toEqual([[], [], 0, false])
  const login = chat.login({ userID: 'carol', userSig: 'ticket' })
  await world.clock.advance(100)
  await login
  expect([shown(list), store.conversations.get(), list.get().isComplete]).toEqual([[], [], true])
})

test('a list keeps the newest thousand of what comes in; what left it can be read again', async () => {
  const world = new World()
  const { list } = await alice(world)
  for (let n = 0; n < 1_100; n++) world.server.write('bob', 'alice', `${n}`)
  await world.clock.advance(200)
  expect([shown(list).length, shown(list)[0], list.get().isComplete]).toEqual([1_000, '100', false])
  const loading = list.loadOlder()
  await world.clock.advance(50)
  await loading
  expect([shown(list).length, shown(list)[0]]).toEqual([1_015, '85'])
})

test('the messages that are shown stand in the order of the log, whoever wrote them', async () => {
  const world = new World()
  const who = await alice(world, 3)
  const bob = await world.ready('bob')
  await sendFrom(world, who, 'bob', 'one')
  await sendFrom(world, bob, 'alice', 'two')
  await sendFrom(world, who, 'bob', 'three')
  expect(shown(who.list)).toEqual(['old 1', 'old 2', 'old 3', 'one', 'two', 'three'])
})
