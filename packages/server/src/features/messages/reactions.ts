import { fail } from '../../engine/failure.ts'
import type { Changed, Timeline } from '../../engine/timeline/timeline.ts'
import { type ChangeParts, changeMessage, type Place, readMessage } from './change.ts'
import { withoutReaction, withReaction } from './reaction-rules.ts'
import { stateOf } from './state.ts'

/**
 * Adds the caller's reaction to a message, or takes it away (CHG7).
 * @throws Failure MESSAGE_NOT_FOUND, MESSAGE_RECALLED, REACTION_…
 */
export function react(parts: ChangeParts, place: Place, by: string, id: string, on: boolean): Promise<Changed> {
  return changeMessage(parts, place, 'MESSAGE_NOT_FOUND', (_, state) => {
    if (state.recalled !== undefined) throw fail('MESSAGE_RECALLED')
    const reactions = (on ? withReaction : withoutReaction)(state.reactions ?? [], id, by)
    const count = reactions.find((reaction) => reaction.id === id)?.users.length ?? 0
    return { state: { ...state, reactions }, event: { kind: 'reaction', seq: place.seq, by, id, on, count } }
  })
}

const PAGE = 100

/** Who reacted so, in pages: the first one first. @throws Failure MESSAGE_NOT_FOUND, REACTION_NOT_FOUND */
export async function reactionUsers(
  timeline: Timeline,
  place: Place,
  id: string,
  from = 0,
  limit = PAGE,
): Promise<{ users: string[]; total: number; next?: number }> {
  const { reactions } = stateOf(await readMessage(timeline, place, 'MESSAGE_NOT_FOUND'))
  const reaction = reactions?.find((candidate) => candidate.id === id)
  if (reaction === undefined) throw fail('REACTION_NOT_FOUND')
  const { users } = reaction
  const next = from + limit
  return { users: users.slice(from, next), total: users.length, ...(next < users.length ? { next } : {}) }
}
