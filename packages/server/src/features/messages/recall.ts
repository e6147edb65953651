import type { WireMessage } from '@signet/protocol/realtime/frames'
import { fail } from '../../engine/failure.ts'
import type { Changed } from '../../engine/timeline/timeline.ts'
import type { MessageHooks } from '../webhooks/messages.ts'
import type { SentNote } from '../webhooks/outbox.ts'
import { type ChangeParts, changeMessage, type Place } from './change.ts'
import type { Channel } from './route.ts'
import { messageOf } from './state.ts'

export interface RecallParts extends ChangeParts {
  /** How long after it was sent a message can be taken back, ms. */
  readonly recallWindowMs: number
  /** The clock that stamps messages. */
  readonly clock: { now(): number }
  /** Hears of every message that was taken back, before whoever took it back has the answer. */
  takenBack(channel: Channel, seq: number, message: WireMessage | undefined): Promise<void>
  /** What the application has to say about messages; absent: nothing. */
  readonly hooks?: MessageHooks
}

/** Who changes a message. */
export interface Actor {
  readonly userId: string
  /** They may change what others wrote. */
  readonly others?: boolean
  /** No window applies: the application itself asks. */
  readonly anyTime?: boolean
  /** By whose request, for webhooks. */
  readonly origin?: SentNote
}

/**
 * Takes back a message of the caller's own, or of others where the caller manages the conversation (CHG4). Its entry keeps its place, and
 * nobody reads its body or what was said to it any more.
 * @throws Failure RECALL_NOT_FOUND, FORBIDDEN, RECALL_TOO_LATE, MESSAGE_RECALLED
 */
export async function recall(parts: RecallParts, place: Place, by: Actor, reason?: string): Promise<Changed> {
  let message: WireMessage | undefined
  const changed = await changeMessage(parts, place, 'RECALL_NOT_FOUND', (entry, state) => {
    message = messageOf(entry)
    if (!by.others && message.from !== by.userId) throw fail('FORBIDDEN', 'Only its sender takes a message back.')
    if (state.recalled !== undefined) throw fail('MESSAGE_RECALLED')
    if (!by.anyTime && parts.clock.now() - entry.time > parts.recallWindowMs) throw fail('RECALL_TOO_LATE')
    const recalled = { by: by.userId, ...(reason === undefined ? {} : { reason }) }
    return { state: { recalled }, event: { kind: 'recall', seq: place.seq, ...recalled } }
  })
  await parts.takenBack(place.channel, place.seq, message)
  if (message !== undefined) parts.hooks?.recalled(place.channel, message, by, changed.time)
  return changed
}
