import type { ErrorName } from '@signet/protocol/errors'
import type { ChangeEvent } from '@signet/protocol/realtime/changes'
import { Failure, fail } from '../../engine/failure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { ChangeDraft, Changed, Entry, Timeline } from '../../engine/timeline/timeline.ts'
import type { Route } from './route.ts'
import { type MessageState, stateDraft, stateOf } from './state.ts'

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
 * Makes one event of a message: reads it, asks what it becomes, stores that with the event, and tells everyone.
 * @param absent the refusal when there is no such message
 * @throws Failure of `absent`, CHANGE_CONFLICT, STORE_UNAVAILABLE, or what `decide` throws
 */
export function changeMessage(
  parts: ChangeParts,
  place: Place,
  absent: ErrorName,
  decide: (entry: Entry, state: MessageState) => Decision,
): Promise<Changed> {
  return untilAgreed(async () => {
    const entry = await readMessage(parts.timeline, place, absent)
    const { state, event } = decide(entry, stateOf(entry))
    return commit(parts, place.route, event, [stateDraft(entry, state)])
  })
}

/** Somebody else may change a message between its reading and the commit: then it is read and judged anew (CHG1). */
export async function untilAgreed<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left <= 1 || !(error instanceof Failure) || error.errorName !== 'CHANGE_CONFLICT') throw error
    }
  }
}

/** @throws Failure of `absent` */
export async function readMessage(timeline: Timeline, { route, seq }: Place, absent: ErrorName): Promise<Entry> {
  const [entry] = await timeline.read(route.timeline, { after: seq - 1, limit: 1 })
  if (entry === undefined) throw fail(absent)
  return entry
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
