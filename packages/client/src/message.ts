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
  readCount?: number
  unreadCount?: number
  isPeerRead?: boolean
}

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
  readonly type: T
  payload: Payloads[T]
  readonly conversationID: string
  readonly conversationType: ConversationType
  readonly to: string
  readonly from: string
  readonly flow: 'in' | 'out'
  /** Server clock once sent; before, when it was made. */
  time: number
  /** Place in the conversation; 0 before it is sent. */
  sequence = 0
  status: 'unSend' | 'success' | 'fail' = 'unSend'
  isRevoked = false
  isDeleted = false
  isModified = false
  isPeerRead = false
  isRead = false
  priority: MessagePriority = TYPES.MSG_PRIORITY_NORMAL
  nick = ''
  avatar = ''
  nameCard = ''
  atUserList: string[] = []
  cloudCustomData = ''
  needReadReceipt = false
  readReceiptInfo: ReadReceiptInfo = {}
  isBroadcastMessage = false
  isSupportExtension = false
  isSystemMessage = false
  receiverList: string[] = []
  revoker = ''
  revokerInfo = { userID: '', nick: '', avatar: '' }
  revokeReason = ''
  hasRiskContent = false
  /** How often it was edited. */
  version = 0
  readonly random: number
  readonly clientTime: number
  clientSequence = 0
  _isExcludedFromUnreadCount = false
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
