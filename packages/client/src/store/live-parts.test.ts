import { expect, test } from 'vitest'
import { ManualClock, settle } from '../../test/manual-clock.ts'
import { EVENT } from '../event-names.ts'
import type { Message } from '../message.ts'
import { TYPES } from '../type-constants.ts'
import type { ChatParts } from './chat-parts.ts'
import { ChatStore } from './chat-store.ts'

/** A chat whose answers about reactions and status a test sets, and that can be told to raise events. */
function puppet() {
  const handlers = new Map<string, (event: { data: unknown }) => void>()
  const state = {
    isReady: true,
    online: new Set<string>(),
    reactions: new Map<string, string[]>(),
    calls: [] as string[],
    failure: undefined as Error | undefined,
  }
  const called = (name: string, list: readonly string[]): void => {
    state.calls.push(`${name} ${list.join(' ')}`)
    if (state.failure) throw state.failure
  }
  const statusOf = (userID: string) => ({
    userID,
    statusType: state.online.has(userID) ? TYPES.USER_STATUS_ONLINE : TYPES.USER_STATUS_OFFLINE,
    customStatus: '',
  })
  const chat = {
    on: (name: string, handler: (event: { data: unknown }) => void) => void handlers.set(name, handler),
    isReady: () => state.isReady,
    getTotalUnreadMessageCount: () => 0,
    getConversationList: async () => ({ data: { conversationList: [] } }),
    async getMessageReactions({ messageList }: { messageList: readonly Message[] }) {
      called(
        'reactions',
        messageList.map(({ ID }) => ID),
      )
      const resultList = messageList.map(({ ID }) => ({
        messageID: ID,
        reactionList: (state.reactions.get(ID) ?? []).map((reactionID) => ({
          reactionID,
          totalUserCount: 1,
          reactedByMyself: reactionID === 'mine',
          partialUserList: [],
        })),
      }))
      return { data: { resultList } }
    },
    addMessageReaction: async ({ ID }: Message, reactionID: string) => called('add', [ID, reactionID]),
    removeMessageReaction: async ({ ID }: Message, reactionID: string) => called('remove', [ID, reactionID]),
    async subscribeUserStatus({ userIDList }: { userIDList: string[] }) {
      called('subscribe', userIDList)
      const failureUserList = userIDList.filter((userID) => userID === 'ghost').map((userID) => ({ userID, code: 1 }))
      return { data: { failureUserList } }
    },
    async unsubscribeUserStatus({ userIDList }: { userIDList: string[] }) {
      called('unsubscribe', [String(userIDList.length)])
    },
    getUserStatus: async ({ userIDList }: { userIDList: string[] }) => ({
      data: { successUserList: userIDList.filter((userID) => userID !== 'ghost').map(statusOf) },
    }),
  }
  const said: boolean[] = []
  const sending = {
    createCustomMessage: ({ payload }: { payload: { data: string } }) => payload,
    async sendMessage(message: { data?: string }, options?: object) {
      if (message.data && options) said.push(JSON.parse(message.data).typingStatus === 1)
      return { data: { message } }
    },
  }
  const clock = new ManualClock()
  const store = new ChatStore({ ...chat, ...sending } as unknown as ChatParts, clock)
  const tell = (name: string, data: unknown): void => handlers.get(name)?.({ data })
  return { state, store, tell, statusOf, said, clock }
}

const messageOf = (ID: string): Message => ({ ID, sequence: 1 }) as Message

test('reactions of what is shown are read together, and again when somebody reacts', async () => {
  const { state, store, tell } = puppet()
  state.reactions.set('m1', ['up'])
  const [first, second] = [store.reactions(messageOf('m1')), store.reactions(messageOf('m2'))]
  await settle()
  expect(state.calls).toEqual([])
  let changes = 0
  first.subscribe(() => changes++)
  const stop = second.subscribe(() => {})
  await settle()
  expect(state.calls).toEqual(['reactions m1 m2'])
  expect(first.get()).toMatchObject([{ reactionID: 'up', totalUserCount: 1, reactedByMyself: false }])
  const before = first.get()
  tell(EVENT.MESSAGE_REACTIONS_UPDATED, [{ messageID: 'm1', reactionList: [] }])
  await settle()
  expect(first.get()).toBe(before)
  state.reactions.set('m1', ['up', 'heart'])
  stop()
  tell(EVENT.MESSAGE_REACTIONS_UPDATED, [{ messageID: 'm1' }, { messageID: 'm2' }, { messageID: 'm3' }])
  await settle()
  expect(first.get().map(({ reactionID }) => reactionID)).toEqual(['up', 'heart'])
  expect([state.calls.at(-1), changes]).toEqual(['reactions m1', 2])
})

test('a reaction is added, and taken back when it is the own one', async () => {
  const { state, store } = puppet()
  state.reactions.set('m1', ['mine'])
  await store.react(messageOf('m1'), 'up')
  await store.react(messageOf('m1'), 'mine')
  expect(state.calls.filter((call) => !call.startsWith('reactions'))).toEqual(['add m1 up', 'remove m1 mine'])
})

test('what could not be read for want of a network is read when it is back; the next user sees nothing of it', async () => {
  const { state, store, tell } = puppet()
  state.failure = new Error('away')
  state.reactions.set('m1', ['up'])
  const list = store.reactions(messageOf('m1'))
  list.subscribe(() => {})
  await settle()
  expect(list.get()).toEqual([])
  state.failure = undefined
  tell(EVENT.NET_STATE_CHANGE, { state: TYPES.NET_STATE_CONNECTED })
  await settle()
  expect(list.get()).toHaveLength(1)
  tell(EVENT.SDK_NOT_READY, undefined)
  expect(list.get()).toEqual([])
})

test('presence: who is shown is asked for together, follows what is told, and is asked for again after a login', async () => {
  const { state, store, tell, statusOf } = puppet()
  state.online.add('bob')
  const [bob, carol, ghost] = ['bob', 'carol', 'ghost'].map((userID) => store.presence(userID))
  for (const one of [bob, carol, ghost]) one!.subscribe(() => {})
  expect(bob!.get()).toBeUndefined()
  await settle()
  expect(state.calls).toEqual(['subscribe bob carol ghost'])
  const online = (source: typeof bob): boolean => source!.get()?.statusType === TYPES.USER_STATUS_ONLINE
  expect([online(bob), online(carol), ghost!.get()]).toEqual([true, false, undefined])
  state.online.add('carol')
  tell(EVENT.USER_STATUS_UPDATED, [statusOf('carol'), statusOf('stranger')])
  expect(online(carol)).toBe(true)
  tell(EVENT.SDK_NOT_READY, undefined)
  expect(bob!.get()).toBeUndefined()
  state.calls.length = 0
  tell(EVENT.SDK_READY, undefined)
  await settle()
  expect([state.calls, online(bob)]).toEqual([['subscribe bob carol ghost'], true])
})

test('presence: of more than the server allows, those whom nobody shows any more make room', async () => {
  const { state, store } = puppet()
  const show = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => store.presence(`u${from + n}`).subscribe(() => {}))
  const stops = show(0, 450)
  await settle()
  expect(state.calls.map((call) => call.split(' ').length - 1)).toEqual([100, 100, 100, 100, 50])
  for (const stop of stops.slice(0, 200)) stop()
  show(450, 520)
  await settle()
  expect(state.calls.slice(5).map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
    'unsubscribe 200',
    'subscribe u450',
  ])
})

test('presence: where the application does not tell it, it is not known, and nobody is asked for ever', async () => {
  const { state, store } = puppet()
  state.failure = new Error('72001')
  const bob = store.presence('bob')
  bob.subscribe(() => {})
  await settle()
  expect([bob.get(), state.calls.length]).toEqual([undefined, 1])
})

const signalFrom = (from: string, typingStatus: number, flow = 'in') =>
  ({
    ID: `${from}${typingStatus}`,
    conversationID: 'C2Cbob',
    from,
    flow,
    sequence: 0,
    type: TYPES.MSG_CUSTOM,
    payload: { data: JSON.stringify({ businessID: 'user_typing_status', typingStatus }) },
  }) as unknown as Message

test('typing: who types is told until they stop, write, or say nothing for five seconds; the signals are no messages', async () => {
  const { store, tell, clock } = puppet()
  const typing = store.typing('C2Cbob')
  const list = store.messages('C2Cbob')
  const hear = (message: Message): void => tell(EVENT.MESSAGE_RECEIVED, [message])
  hear(signalFrom('bob', 1))
  expect(typing.get()).toEqual(['bob'])
  await clock.advance(4_000)
  hear(signalFrom('bob', 1))
  await clock.advance(4_000)
  expect(typing.get()).toEqual(['bob'])
  await clock.advance(1_100)
  expect(typing.get()).toEqual([])
  hear(signalFrom('bob', 1))
  hear(signalFrom('bob', 0))
  expect(typing.get()).toEqual([])
  // The own user, on another device.
  hear(signalFrom('alice', 1, 'out'))
  expect(typing.get()).toEqual([])
  hear(signalFrom('bob', 1))
  hear({ ...signalFrom('bob', 1), payload: { data: 'the user_typing_status of what is no JSON' } } as Message)
  expect([typing.get(), list.get().messages]).toEqual([[], []])
  hear(signalFrom('bob', 1))
  tell(EVENT.SDK_NOT_READY, undefined)
  expect(typing.get()).toEqual([])
})

test('typing: the other side is told at the first key, then every three seconds, once when it stops, and anew after a message', async () => {
  const { store, said, clock } = puppet()
  for (let key = 0; key < 40; key++) {
    store.sayTyping('C2Cbob', true)
    await clock.advance(100)
  }
  expect(said).toEqual([true, true])
  store.sayTyping('C2Cbob', false)
  store.sayTyping('C2Cbob', false)
  store.sayTyping('GROUPteam', true)
  expect(said).toEqual([true, true, false])
  store.sayTyping('C2Cbob', true)
  const arrays = { atUserList: [], receiverList: [] }
  void store.send({ ...messageOf('m1'), ...arrays, conversationID: 'C2Cbob' } as unknown as Message)
  store.sayTyping('C2Cbob', true)
  expect(said).toEqual([true, true, false, true, true])
})
