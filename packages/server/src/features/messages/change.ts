import type { ErrorName } from '@signet/protocol/errors'
import type { ChangeEvent } from '@signet/protocol/realtime/changes'
import { Failure, fail } from '../../engine/failure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { ChangeDraft, Changed, Entry, Timeline } from '../../engine/timeline/timeline.ts'
import type { Route } from './route.ts'
import { type MessageState, stateOf } from './state.ts'

export interface ChangeParts {
  readonly timeline: Timeline
  readonly registry: Registry
}

/** Where a message is that something is to happen to. */
export interface Place {
  readonly route: Pick<Route, 'sdkAppId' | 'timeline' | 'audience'>
  readonly seq: number
}

export interface Decision {
  readonly state: MessageState
  readonly event: ChangeEvent
}

/** Who loses against another change so often meets a crowd, and is asked to come back. */
const TRIES = 8

/**
 * Makes one event of a message: reads it, asks what it becomes, stores that with the event, and tells everyone. Somebody else may
 * change the message in between: then it is read and judged anew (CHG1).
 * @param absent the refusal when there is no such message
 * @throws Failure of `absent`, CHANGE_CONFLICT, STORE_UNAVAILABLE, or what `decide` throws
 */
export async function changeMessage(
  parts: ChangeParts,
  { route, seq }: Place,
  absent: ErrorName,
  decide: (entry: Entry, state: MessageState) => Decision,
): Promise<Changed> {
  for (let left = TRIES; ; left--) {
    const [entry] = await parts.timeline.read(route.timeline, { after: seq - 1, limit: 1 })
    if (entry === undefined) throw fail(absent)
    const { state, event } = decide(entry, stateOf(entry))
    const after = entry.state?.changeSeq ?? 0
    try {
      return await commit(parts, route, event, [{ seq, value: JSON.stringify(state), after }])
    } catch (error) {
      if (left <= 1 || !isConflict(error)) throw error
    }
  }
}

/** Stores an event, with what messages become by it, and then tells every session of everyone in the conversation (CHG2). */
export async function commit(
  parts: ChangeParts,
  route: Place['route'],
  event: ChangeEvent,
  states: ChangeDraft['states'] = [],
): Promise<Changed> {
  const value = JSON.stringify(event)
  const changed = await parts.timeline.change(route.timeline, { value, states })
  const change = changeText(changed.changeSeq, changed.time, value)
  for (const { userId, conversation } of route.audience()) {
    const name = JSON.stringify(conversation)
    parts.registry.push(route.sdkAppId, userId, `{"type":"change","conversation":${name},"change":${change}}`)
  }
  return changed
}

/** The JSON of a stored event: its number and time in front of what was stored. */
export const changeText = (changeSeq: number, time: number, value: string): string =>
  `{"changeSeq":${changeSeq},"time":${time},${value.slice(1)}`

export const isConflict = (error: unknown): boolean => error instanceof Failure && error.errorName === 'CHANGE_CONFLICT'
