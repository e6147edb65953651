import { c2cConversationId, isUserId, messageId } from '@signet/protocol/ids'
import type { Environment } from './environment.ts'
import { clientError } from './errors.ts'
import { MessageOf, type MessageType, type Payloads, seconds } from './message.ts'
import { TYPES } from './type-constants.ts'

/** What every create…Message method takes. */
export interface CreateMessageOptions<T extends MessageType> {
  /** UserID of the receiver. */
  readonly to: string
  /** `TYPES.CONV_C2C`. */
  readonly conversationType: TYPES.CONV_C2C
  readonly payload: T extends typeof TYPES.MSG_CUSTOM ? Partial<Payloads[T]> : Payloads[T]
  /** Travels with the message unread, also to backends. */
  readonly cloudCustomData?: string
  readonly needReadReceipt?: boolean
}

export interface Author {
  readonly userId: string
  readonly tinyId: string
  /** Server clock, ms. */
  readonly time: number
}

/** A new message with its final ID. @throws {ChatError} 2106 or 2905 when an option is wrong */
export function compose<T extends MessageType>(
  env: Environment,
  author: Author,
  type: T,
  options: CreateMessageOptions<T>,
): MessageOf<T> {
  check(options)
  const clientTime = seconds(env.clock.now())
  const random = env.uint32()
  const message = new MessageOf<T>({
    ID: messageId(author.tinyId, clientTime, random),
    type,
    payload: payloadOf(type, options.payload),
    conversationID: c2cConversationId(options.to),
    from: author.userId,
    to: options.to,
    flow: 'out',
    random,
    clientTime,
    time: seconds(author.time),
  })
  message.cloudCustomData = options.cloudCustomData ?? ''
  message.needReadReceipt = options.needReadReceipt ?? false
  return message
}

/** A payload of its type and nothing else; parts of a custom one that are absent are empty. */
function payloadOf<T extends MessageType>(type: T, payload: Partial<Payloads[MessageType]> | undefined): Payloads[T] {
  const parts: Record<string, unknown> =
    type === TYPES.MSG_TEXT ? { text: undefined } : { data: '', description: '', extension: '' }
  for (const [name, value] of Object.entries({ ...parts, ...payload })) {
    if (!(name in parts)) continue
    checkString(value, `payload.${name}`)
    parts[name] = value
  }
  return parts as Payloads[T]
}

function check({ to, conversationType, cloudCustomData }: CreateMessageOptions<MessageType>): void {
  if (conversationType !== TYPES.CONV_C2C) throw clientError('CONVERSATION_TYPE_INVALID')
  if (!isUserId(to)) throw clientError('INVALID_OPERATION', 'to is not a UserID: 1 to 32 bytes of printable ASCII.')
  if (cloudCustomData !== undefined) checkString(cloudCustomData, 'cloudCustomData')
}

function checkString(value: unknown, name: string): void {
  if (typeof value !== 'string') throw clientError('INVALID_OPERATION', `${name} must be a string.`)
}
