import { expect, expectTypeOf, test } from 'vitest'
import SignetChat, {
  type Chat,
  type ChatError,
  type Conversation,
  type EventMap,
  type Friend,
  type Group,
  type Message,
  type MessageOf,
  type Payloads,
  type Profile,
  type ResultOf,
  TYPES,
} from '../src/index.ts'
import type { METHODS } from './surface.ts'

type IsAny<T> = 0 extends 1 & T ? true : false
type IsVague<T> = IsAny<T> extends true ? true : unknown extends T ? true : false

/** Names of methods for which `Test` holds. */
type Those<Test extends Record<string, boolean>> = {
  [N in keyof Test]: Test[N] extends true ? N : never
}[keyof Test]

type Methods = { [N in keyof Chat as Chat[N] extends (...input: never[]) => unknown ? N : never]: Chat[N] }
type Answers = { [N in keyof Methods]: ReturnType<Methods[N]> }

type Areas = typeof METHODS
type Official = { [A in keyof Areas]: keyof Areas[A] }[keyof Areas]

/** They answer at once, or with what is no result: a chat, a function that removes the handler. */
type Plain =
  | 'on'
  | 'once'
  | 'off'
  | 'use'
  | 'with'
  | 'isReady'
  | 'getLoginUser'
  | 'getServerTime'
  | 'setLogLevel'
  | 'registerPlugin'
  | 'findMessage'
  | 'getTotalUnreadMessageCount'
  | 'getSignalingInfo'
  | 'addSignalingListener'
  | 'removeSignalingListener'
  | 'inviteSync'
  | 'inviteInGroupSync'
  | `create${string}Message`

test('every method of the official SDK has parameters and an answer that are known', () => {
  expectTypeOf<Exclude<Official, keyof Methods>>().toEqualTypeOf<never>()
  expectTypeOf<Those<{ [N in keyof Answers]: IsVague<Answers[N]> }>>().toEqualTypeOf<never>()
  expectTypeOf<Those<{ [N in keyof Methods]: IsAny<Parameters<Methods[N]>[0]> }>>().toEqualTypeOf<never>()
})

test('every asynchronous method has a result of its own: code 0 and data of a known shape', () => {
  type Rest = Exclude<Official, Plain | 'callExperimentalAPI'>
  type IsResult<T> = T extends Promise<{ readonly code: 0; readonly data: infer D }> ? IsVague<D> : true
  expectTypeOf<Those<{ [N in Rest]: IsResult<Answers[N]> }>>().toEqualTypeOf<never>()
  expectTypeOf<ResultOf<'getMessageList'>['messageList']>().toEqualTypeOf<Message[]>()
  expectTypeOf<ResultOf<'getMyProfile'>>().toEqualTypeOf<Profile>()
  expectTypeOf<ResultOf<'getFriendList'>>().toEqualTypeOf<Friend[]>()
  expectTypeOf<ResultOf<'createGroup'>>().toEqualTypeOf<{ group: Group; overLimitUserIDList: string[] }>()
  expectTypeOf<ResultOf<'getConversationProfile'>>().toEqualTypeOf<{ conversation: Conversation }>()
  expectTypeOf<ResultOf<'logout'>>().toEqualTypeOf<object>()
})

test('the payload is known once the type of a message was tested', () => {
  const text = (message: Message): string => {
    switch (message.type) {
      case TYPES.MSG_TEXT:
        expectTypeOf(message.payload).toEqualTypeOf<{ text: string }>()
        return message.payload.text
      case TYPES.MSG_IMAGE:
        return message.payload.imageInfoArray[2]?.url ?? ''
      case TYPES.MSG_GRP_TIP:
        return message.payload.operatorID
      case TYPES.MSG_CUSTOM:
        return message.payload.data
      default:
        // @ts-expect-error What is left has no text.
        return message.payload.text
    }
  }
  expectTypeOf(text).returns.toBeString()
  expectTypeOf<Message['type']>().toEqualTypeOf<keyof Payloads>()
  // Each kind is made and sent as what it is.
  expectTypeOf<ReturnType<Chat['createTextMessage']>>().toEqualTypeOf<MessageOf<TYPES.MSG_TEXT>>()
  expectTypeOf<ReturnType<Chat['createVideoMessage']>>().toEqualTypeOf<MessageOf<TYPES.MSG_VIDEO>>()
})

test('events carry what the map says, and names that nobody knows carry something unknown', () => {
  const chat = {} as Chat
  const listen = (): void => {
    const { EVENT } = SignetChat
    chat.on(EVENT.MESSAGE_RECEIVED, ({ name, data }) => {
      expectTypeOf(name).toEqualTypeOf<'onMessageReceived'>()
      expectTypeOf(data).toEqualTypeOf<readonly Message[]>()
    })
    chat.on(EVENT.TOTAL_UNREAD_MESSAGE_COUNT_UPDATED, ({ data }) => expectTypeOf(data).toBeNumber())
    chat.once(EVENT.SDK_READY, ({ data }) => expectTypeOf(data).toBeUndefined())
    chat.on('somethingElse', ({ data }) => expectTypeOf(data).toBeUnknown())
    chat.off(EVENT.KICKED_OUT, ({ data }) => expectTypeOf(data).toHaveProperty('type'))
  }
  expectTypeOf(listen).toBeFunction()
  /** Of products that this server has no part of: they never fire. */
  type Silent = 'ALL_RECEIVE_MESSAGE_OPT_UPDATED' | 'ROOM_CUSTOM_DATA_RECEIVED' | 'SERVER_CONFIG_UPDATED'
  type Names = typeof SignetChat.EVENT
  type Untyped = { [K in keyof Names]: Names[K] extends keyof EventMap ? never : K }[keyof Names]
  expectTypeOf<Exclude<Untyped, Silent>>().toEqualTypeOf<never>()
  expectTypeOf<Those<{ [N in keyof EventMap]: IsAny<EventMap[N]> }>>().toEqualTypeOf<never>()
})

test('constants are values and types, by name and below the default export', () => {
  const c2c: TYPES.CONV_C2C = TYPES.CONV_C2C
  const group: SignetChat.TYPES.CONV_GROUP = SignetChat.TYPES.CONV_GROUP
  expect([c2c, group]).toEqual(['C2C', 'GROUP'])
  // @ts-expect-error Another constant.
  const wrong: TYPES.CONV_C2C = TYPES.CONV_GROUP
  expect(wrong).toBe('GROUP')
  type Values = typeof TYPES
  expectTypeOf<TYPES>().toEqualTypeOf<Values[keyof Values]>()
  expectTypeOf<TYPES.CONV_MARK_TYPE_HIDE>().toEqualTypeOf<8>()
  expectTypeOf<TYPES.MSG_AT_ALL>().toEqualTypeOf<'__kImSDK_MesssageAtALL__'>()
  expectTypeOf<SignetChat.EVENT.SDK_READY>().toEqualTypeOf<'sdkStateReady'>()
  expectTypeOf<SignetChat.TSignaling.INVITEE_ACCEPTED>().toEqualTypeOf<'ts_invitee_accepted'>()
})

test('the types of the official declarations are found by their names', () => {
  expectTypeOf<SignetChat.ChatSDK>().toEqualTypeOf<Chat>()
  expectTypeOf<SignetChat.UserInfo>().toEqualTypeOf<Profile>()
  expectTypeOf<SignetChat.Message>().toEqualTypeOf<Message>()
  expectTypeOf<SignetChat.Signaling>().toHaveProperty('inviteID')
  expectTypeOf<SignetChat.SimplifiedMessage>().toHaveProperty('messageBody')
  expectTypeOf<SignetChat.Topic>().toHaveProperty('topicID')
  expectTypeOf<SignetChat.FriendApplication>().toHaveProperty('wording')
  expectTypeOf<SignetChat.FriendGroup>().toHaveProperty('userIDList')
  expectTypeOf<SignetChat.GroupMember>().toHaveProperty('muteUntil')
  expectTypeOf<typeof SignetChat.create>().returns.toEqualTypeOf<Chat>()
  expectTypeOf<typeof SignetChat.VERSION>().toBeString()
})

test('errors say what to do', () => {
  expectTypeOf<ChatError>().toHaveProperty('retryable').toBeBoolean()
  expectTypeOf<ChatError>().toHaveProperty('code').toBeNumber()
  expectTypeOf<ChatError>().toHaveProperty('advice').toBeString()
  expectTypeOf<ChatError>().toHaveProperty('cause').toBeUnknown()
})
