import { isUserId, messageId } from '@signet/protocol/ids'
import { copyOf } from './copy.ts'
import type { Environment } from './environment.ts'
import { clientError } from './errors.ts'
import { type Message, MessageOf, type MessagePriority, seconds } from './message.ts'
import { checkedPayload } from './payload-check.ts'
import type { SendableType } from './payloads.ts'
import { TYPES } from './type-constants.ts'

/** What every create…Message method takes. */
export interface CreateMessageOptions<P> {
  /** UserID of the receiver, or GroupID. */
  readonly to: string
  /** `TYPES.CONV_C2C` or `TYPES.CONV_GROUP`. */
  readonly conversationType: TYPES.CONV_C2C | TYPES.CONV_GROUP
  /** What the message carries: its shape depends on the method, such as `{ text }`. */
  readonly payload: P
  /** What a live room that has too many messages shows first. Default `TYPES.MSG_PRIORITY_NORMAL`. */
  readonly priority?: MessagePriority
  /** Travels with the message unread, also to backends. */
  readonly cloudCustomData?: string
  /** Readers are asked to say so: `sendMessageReadReceipt`. */
  readonly needReadReceipt?: boolean
  /** Members of the group who alone see it, at most 50. */
  readonly receiverList?: readonly string[]
  /** Keys and values may be put beside it: `setMessageExtensions`. */
  readonly isSupportExtension?: boolean
}

/** Who writes, and when. */
export interface Author {
  readonly userId: string
  readonly tinyId: string
  readonly nick: string
  readonly avatar: string
  /** Server clock, ms. */
  readonly time: number
}

const MOST_TARGETS = 50

/** A new message with its final ID. @throws {ChatError} 2106 or 2905 when an option is wrong */
export function compose<T extends SendableType>(
  env: Environment,
  author: Author,
  type: T,
  options: CreateMessageOptions<unknown>,
): MessageOf<T> {
  check(options)
  const clientTime = seconds(env.clock.now())
  const random = env.uint32()
  const message = new MessageOf<T>({
    ID: messageId(author.tinyId, clientTime, random),
    type,
    payload: checkedPayload(type, options.payload),
    conversationID: `${options.conversationType}${options.to}`,
    from: author.userId,
    to: options.to,
    flow: 'out',
    random,
    clientTime,
    time: seconds(author.time),
  })
  message.nick = author.nick
  message.avatar = author.avatar
  message.cloudCustomData = options.cloudCustomData ?? ''
  message.needReadReceipt = options.needReadReceipt ?? false
  message.priority = options.priority ?? TYPES.MSG_PRIORITY_NORMAL
  message.isSupportExtension = options.isSupportExtension ?? false
  message.receiverList = [...(options.receiverList ?? [])]
  return message
}

/** A copy of a message for somebody else. @throws {ChatError} 2453 or 2454 when it cannot be forwarded */
export function composeForward(env: Environment, author: Author, options: CreateMessageOptions<Message>): Message {
  const original = options?.payload
  if (!(original instanceof MessageOf)) throw clientError('FORWARD_TYPE_INVALID')
  if (!isSendable(original.type) || original.isRevoked) throw clientError('FORWARD_ELEMENT_INVALID')
  const { type, cloudCustomData } = original as MessageOf<SendableType>
  const payload = copyOf(original.payload)
  return compose(env, author, type, { cloudCustomData, ...options, payload }) as unknown as Message
}

const isSendable = (type: string): boolean => type !== TYPES.MSG_GRP_TIP && type !== TYPES.MSG_GRP_SYS_NOTICE

function check({ to, conversationType, cloudCustomData, receiverList }: CreateMessageOptions<unknown>): void {
  if (conversationType !== TYPES.CONV_C2C && conversationType !== TYPES.CONV_GROUP)
    throw clientError('CONVERSATION_TYPE_INVALID')
  if (conversationType === TYPES.CONV_C2C ? !isUserId(to) : typeof to !== 'string' || to === '') {
    const rule = 'to is not a UserID (1 to 32 bytes of printable ASCII), or not a GroupID.'
    throw clientError('INVALID_OPERATION', rule)
  }
  if (cloudCustomData !== undefined && typeof cloudCustomData !== 'string')
    throw clientError('INVALID_OPERATION', 'cloudCustomData must be a string.')
  if (receiverList !== undefined && (conversationType !== TYPES.CONV_GROUP || receiverList.length > MOST_TARGETS))
    throw clientError('INVALID_OPERATION', `receiverList is for group messages, at most ${MOST_TARGETS} members.`)
}
