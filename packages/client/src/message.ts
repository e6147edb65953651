import type { MsgBody } from '@signet/protocol/message'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { TYPES } from './type-constants.ts'

/** What a message carries; `type` says which. */
export interface Payloads {
  [TYPES.MSG_TEXT]: { text: string }
  [TYPES.MSG_CUSTOM]: { data: string; description: string; extension: string }
}

export type MessageType = keyof Payloads

interface Origin<T extends MessageType> {
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
  readonly conversationType = TYPES.CONV_C2C
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
  priority: TYPES.MSG_PRIORITY_HIGH | TYPES.MSG_PRIORITY_NORMAL | TYPES.MSG_PRIORITY_LOW | TYPES.MSG_PRIORITY_LOWEST =
    TYPES.MSG_PRIORITY_NORMAL
  nick = ''
  avatar = ''
  nameCard = ''
  atUserList: string[] = []
  cloudCustomData = ''
  needReadReceipt = false
  readReceiptInfo: { readCount?: number; unreadCount?: number; isPeerRead?: boolean } = {}
  isBroadcastMessage = false
  isSupportExtension = false
  isSystemMessage = false
  receiverList: string[] = []
  revoker = ''
  revokerInfo = { userID: '', nick: '', avatar: '' }
  revokeReason = ''
  hasRiskContent = false
  version = 0
  readonly random: number
  readonly clientTime: number
  clientSequence = 0

  /** @internal Apps make messages with the create…Message methods. */
  constructor(origin: Origin<T>) {
    this.ID = origin.ID
    this.type = origin.type
    this.payload = origin.payload
    this.conversationID = origin.conversationID
    this.to = origin.to
    this.from = origin.from
    this.flow = origin.flow
    this.time = origin.time
    this.random = origin.random
    this.clientTime = origin.clientTime
  }
}

/** A message that others, or another device, sent. */
export function messageFromWire(id: string, conversationID: string, wire: WireMessage, me: string): Message {
  const origin = {
    ID: id,
    conversationID,
    from: wire.from,
    to: wire.to,
    flow: wire.from === me ? 'out' : 'in',
    random: wire.random,
    clientTime: wire.clientTime,
    time: seconds(wire.time),
  } as const
  const message = withContent(origin, wire.body)
  message.status = 'success'
  message.sequence = wire.seq
  message.clientSequence = wire.msgSeq
  message.cloudCustomData = wire.cloudCustomData ?? ''
  return message
}

/** The elements that a message travels as. */
export function bodyOf(message: Message): MsgBody {
  if (message.type === TYPES.MSG_TEXT) return [{ MsgType: message.type, MsgContent: { Text: message.payload.text } }]
  const { data, description, extension } = message.payload
  return [{ MsgType: message.type, MsgContent: { Data: data, Desc: description, Ext: extension } }]
}

/** One line for a list of conversations. */
export function messageForShow(message: Message): string {
  return message.type === TYPES.MSG_TEXT ? message.payload.text : '[Custom message]'
}

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

/** Of several elements, which only a backend can send, the SDK's surface shows the first. */
function withContent(origin: Omit<Origin<MessageType>, 'type' | 'payload'>, [element]: MsgBody): Message {
  if (element?.MsgType === TYPES.MSG_TEXT) {
    return new MessageOf({ ...origin, type: element.MsgType, payload: { text: element.MsgContent.Text } })
  }
  const { Data = '', Desc = '', Ext = '' } = element?.MsgType === TYPES.MSG_CUSTOM ? element.MsgContent : {}
  const payload = { data: Data, description: Desc, extension: Ext }
  return new MessageOf({ ...origin, type: TYPES.MSG_CUSTOM, payload })
}
