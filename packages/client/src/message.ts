import type { Payloads } from './payloads.ts'
import { TYPES } from './type-constants.ts'

/** The types of messages: `TYPES.MSG_…`. */
export type MessageType = keyof Payloads

/** In what kind of conversation a message stands. */
export type ConversationType = TYPES.CONV_C2C | TYPES.CONV_GROUP | TYPES.CONV_SYSTEM

export type MessagePriority =
  | TYPES.MSG_PRIORITY_HIGH
  | TYPES.MSG_PRIORITY_NORMAL
  | TYPES.MSG_PRIORITY_LOW
  | TYPES.MSG_PRIORITY_LOWEST

/** How many have read a message that asks for receipts. */
export interface ReadReceiptInfo {
  /** How many have read it; absent until that was asked for or told. */
  readCount?: number
  /** How many of those who were there have not; absent as `readCount`. */
  unreadCount?: number
  /** Of a private message: whether the peer said so; absent in groups. */
  isPeerRead?: boolean
}

/** @internal What a message is made from. */
export interface Origin<T extends MessageType> {
  readonly ID: string
  readonly type: T
  readonly payload: Payloads[T]
  readonly conversationID: string
  readonly from: string
  readonly to: string
  readonly flow: 'in' | 'out'
  readonly random: number
  readonly clientTime: number
  readonly time: number
}

/** Any message: test `type`, and `payload` is known. */
export type Message = { [T in MessageType]: MessageOf<T> }[MessageType]

/**
 * One message of a type. The same instance from creation through sending, lists and events: it is changed in place, and apps may add fields.
 * All times in seconds.
 */
export class MessageOf<T extends MessageType> {
  /** `<sender's number>-<client time>-<random>`: known before sending, never changes. */
  readonly ID: string
  /** One of `TYPES.MSG_…`: tells what `payload` is. */
  readonly type: T
  /** What the message carries; its shape depends on `type`. */
  payload: Payloads[T]
  /** `C2C<userID>` or `GROUP<groupID>`; `@TIM#SYSTEM` of a notice. */
  readonly conversationID: string
  /** One of `TYPES.CONV_…`. */
  readonly conversationType: ConversationType
  /** UserID of the receiver, or the GroupID or topicID. */
  readonly to: string
  /** UserID of the sender; `@TIM#SYSTEM` of a notice. */
  readonly from: string
  /** `out`: the own user wrote it, here or elsewhere. */
  readonly flow: 'in' | 'out'
  /** Server clock once sent; before, when it was made. */
  time: number
  /** Place in the conversation; 0 before it is sent. */
  sequence = 0
  /** `unSend` until the server has it; `fail`: send it again with `resendMessage`. */
  status: 'unSend' | 'success' | 'fail' = 'unSend'
  /** Whether it was taken back. Default false. */
  isRevoked = false
  /** Whether this user deleted it from the own view. Default false. */
  isDeleted = false
  /** Whether it was edited, or changed on its way. Default false. */
  isModified = false
  /** Of an own private message: whether the peer has read up to it. Default false. */
  isPeerRead = false
  /** For the app to use: the SDK keeps read positions by conversation and leaves it false. */
  isRead = false
  /** Which messages a crowded live room shows first. Default `TYPES.MSG_PRIORITY_NORMAL`. */
  priority: MessagePriority = TYPES.MSG_PRIORITY_NORMAL
  /** Of the sender; '' without one, and in rooms that are heard as a guest. */
  nick = ''
  /** Address of the sender's image; '' without one. */
  avatar = ''
  /** What the sender is called in the group; '' without a name card. */
  nameCard = ''
  /** UserIDs that the text names; `TYPES.MSG_AT_ALL` for everybody. Empty by default. */
  atUserList: string[] = []
  /** The app's own text beside the message; '' when nothing. */
  cloudCustomData = ''
  /** Whether readers are asked to say so: `sendMessageReadReceipt`. Default false. */
  needReadReceipt = false
  /** Who has read it, of an own message that asks for it; `{}` until that is known. */
  readReceiptInfo: ReadReceiptInfo = {}
  /** Whether it went to all live rooms of the application. Default false. */
  isBroadcastMessage = false
  /** Whether `setMessageExtensions` may be used on it. Default false. */
  isSupportExtension = false
  /** Whether it is a notice of the system. Default false. */
  isSystemMessage = false
  /** The members who alone see it; empty: everybody. */
  receiverList: string[] = []
  /** UserID of who took it back; '' if nobody has. */
  revoker = ''
  /** Who took it back; empty texts if nobody has. */
  revokerInfo = { userID: '', nick: '', avatar: '' }
  /** What the backend said when it took the message back; '' when nothing. */
  revokeReason = ''
  /** Always false: texts that are refused are not delivered. */
  hasRiskContent = false
  /** How often it was edited. */
  version = 0
  /** uint32, the last part of `ID`. */
  readonly random: number
  /** Seconds on the sender's clock, the middle part of `ID`. */
  readonly clientTime: number
  /** A number that the sender chose; orders nothing. */
  clientSequence = 0
  /** It does not count as unread (`messageControlInfo`). Default false. */
  _isExcludedFromUnreadCount = false
  /** It does not become the last message of its conversation. Default false. */
  _isExcludedFromLastMessage = false

  /** @internal Apps make messages with the create…Message methods. */
  constructor(origin: Origin<T>) {
    this.ID = origin.ID
    this.type = origin.type
    this.payload = origin.payload
    this.conversationID = origin.conversationID
    this.conversationType = conversationTypeOf(origin.conversationID)
    this.to = origin.to
    this.from = origin.from
    this.flow = origin.flow
    this.time = origin.time
    this.random = origin.random
    this.clientTime = origin.clientTime
  }
}

/** The kind of a conversation by its name. */
export function conversationTypeOf(conversationID: string): ConversationType {
  if (conversationID === TYPES.CONV_SYSTEM) return TYPES.CONV_SYSTEM
  return conversationID.startsWith(TYPES.CONV_GROUP) ? TYPES.CONV_GROUP : TYPES.CONV_C2C
}

/** `C2C<user>` or `GROUP<group>`: the user or the group. */
export const targetOf = (conversationID: string): string =>
  conversationID.slice(conversationTypeOf(conversationID).length)

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
