import { fail } from '../../engine/failure.ts'
import type { Changed } from '../../engine/timeline/timeline.ts'
import { type ChangeParts, changeMessage, type Place } from './change.ts'
import { messageOf } from './state.ts'

export interface RecallParts extends ChangeParts {
  /** How long after it was sent a message can be taken back, ms. */
  readonly recallWindowMs: number
  /** The clock that stamps messages. */
  readonly clock: { now(): number }
}

/**
 * Takes back a message of the caller's own (CHG4). Its entry keeps its place, and nobody reads its body or what was said to it any more.
 * @throws Failure RECALL_NOT_FOUND, FORBIDDEN, RECALL_TOO_LATE, MESSAGE_RECALLED
 */
export function recall(parts: RecallParts, place: Place, by: string, reason?: string): Promise<Changed> {
  return changeMessage(parts, place, 'RECALL_NOT_FOUND', (entry, state) => {
    if (messageOf(entry).from !== by) throw fail('FORBIDDEN', 'Only its sender takes a message back.')
    if (state.recalled !== undefined) throw fail('MESSAGE_RECALLED')
    if (parts.clock.now() - entry.time > parts.recallWindowMs) throw fail('RECALL_TOO_LATE')
    const recalled = reason === undefined ? { by } : { by, reason }
    return { state: { recalled }, event: { kind: 'recall', seq: place.seq, ...recalled } }
  })
}
