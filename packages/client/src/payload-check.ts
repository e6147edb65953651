import { clientError } from './errors.ts'
import { type Message, MessageOf } from './message.ts'
import type { MessageElement, Payloads, SendableType, SimplifiedMessage } from './payloads.ts'
import { TYPES } from './type-constants.ts'

/** Fields of a payload with what they are when absent; `undefined`: they must be there. */
type Shape = Readonly<Record<string, { readonly type: 'string' | 'number'; readonly absent?: string | number }>>

const SHAPES: Partial<Record<SendableType, Shape>> = {
  [TYPES.MSG_TEXT]: { text: { type: 'string' } },
  [TYPES.MSG_CUSTOM]: {
    data: { type: 'string', absent: '' },
    description: { type: 'string', absent: '' },
    extension: { type: 'string', absent: '' },
  },
  [TYPES.MSG_FACE]: { index: { type: 'number' }, data: { type: 'string', absent: '' } },
  [TYPES.MSG_LOCATION]: {
    description: { type: 'string', absent: '' },
    longitude: { type: 'number' },
    latitude: { type: 'number' },
  },
}

/** A payload of its type and nothing else. @throws {ChatError} 2905 */
export function checkedPayload<T extends SendableType>(type: T, payload: unknown): Payloads[T] {
  if (typeof payload !== 'object' || payload === null) throw clientError('INVALID_OPERATION', 'payload is missing.')
  const shape = SHAPES[type]
  // Media payloads are made by the SDK itself; a merged message was checked when it was made.
  if (!shape) return payload as Payloads[T]
  const given = payload as Record<string, unknown>
  const parts: Record<string, unknown> = {}
  for (const [name, rule] of Object.entries(shape)) {
    const value = given[name] ?? rule.absent
    if (typeof value !== rule.type) throw clientError('INVALID_OPERATION', `payload.${name} must be a ${rule.type}.`)
    parts[name] = value
  }
  return parts as unknown as Payloads[T]
}

/** What `createMergerMessage` takes. */
export interface MergerDraft {
  /** Messages that were sent or received, at least one; none that failed or was taken back. */
  readonly messageList: readonly Message[]
  /** What the merged message is called. */
  readonly title: string
  /** Lines that are shown in place of the whole, such as `bob: 12?`. */
  readonly abstractList: readonly string[]
  /** What apps show that do not know merged messages. */
  readonly compatibleText: string
}

/** @throws {ChatError} 2450 when a message cannot be merged, 2905 when something is missing */
export function mergerPayload(draft: MergerDraft): Payloads[TYPES.MSG_MERGER] {
  const { messageList, title, abstractList = [], compatibleText } = draft ?? {}
  if (!Array.isArray(messageList) || messageList.length === 0 || typeof title !== 'string')
    throw clientError('INVALID_OPERATION', 'payload.messageList and payload.title must be given.')
  return {
    title,
    abstractList: [...abstractList],
    compatibleText: compatibleText ?? '',
    layersOverLimit: false,
    downloadKey: '',
    messageList: messageList.map(simplified),
  }
}

function simplified(message: Message): SimplifiedMessage {
  const isThere = message instanceof MessageOf && message.status === 'success' && !message.isRevoked
  const isTip = (message.type as string) === TYPES.MSG_GRP_TIP || (message.type as string) === TYPES.MSG_GRP_SYS_NOTICE
  if (!isThere || isTip) throw clientError('MERGER_TYPE_INVALID')
  const { ID, from, nick, avatar, time, cloudCustomData, type, payload } = message
  const messageBody = [{ type, payload } as MessageElement]
  return { ID, from, nick, avatar, time, cloudCustomData, messageBody }
}
