import type { ErrorName } from '@signet/protocol/errors'
import type { ChangeEvent } from '@signet/protocol/realtime/changes'
import { Failure, fail } from '../../engine/failure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { ChangeDraft, Changed, Entry, Timeline } from '../../engine/timeline/timeline.ts'
import type { Channel } from './route.ts'
import { isHidden, type MessageState, messageOf, stateDraft, stateOf } from './state.ts'
import type { Window } from './view.ts'

export interface ChangeParts {
  readonly timeline: Timeline
  readonly registry: Registry
  readonly turns: Turns
}

/** A conversation as somebody sees it who is about to change something in it. */
export interface Site {
  readonly channel: Channel
  readonly window: Window
}

/** Where a message is that something is to happen to. */
export interface Place extends Site {
  readonly seq: number
}

export interface Decision {
  readonly state: MessageState
  readonly event: ChangeEvent
}

/** Who loses against another change so often meets a crowd, and is asked to come back. */
const TRIES = 8

/**
 * Who changes the same message at once does so one after the other, at least on one node: a crowd that reacts to a message of a group
 * would else mostly lose against each other.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work, work)
    this.#last.set(key, turn)
    const done = () => {
      if (this.#last.get(key) === turn) this.#last.delete(key)
    }
    turn.then(done, done)
    return turn
  }
}

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
  return parts.turns.take(`${place.channel.timeline} ${place.seq}`, () =>
    untilAgreed(async () => {
      const entry = await readMessage(parts.timeline, place, absent)
      const { state, event } = decide(entry, stateOf(entry))
      return commit(parts, place.channel, event, { states: [stateDraft(entry, state)], of: entry })
    }),
  )
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
export async function readMessage(
  timeline: Pick<Timeline, 'read'>,
  { channel, window, seq }: Place,
  absent: ErrorName,
): Promise<Entry> {
  if (seq <= window.floor) throw fail(absent)
  const [entry] = await timeline.read(channel.timeline, { after: seq - 1, limit: 1 })
  if (entry?.seq !== seq || isHidden(entry, window) || messageOf(entry).event !== undefined) throw fail(absent)
  return entry
}

/** What an event goes with: what messages become by it, and the message whose readers alone hear of it. */
export interface CommitOptions {
  readonly states?: ChangeDraft['states']
  readonly of?: Entry
}

/** Stores an event, and then tells every session of everyone in the conversation, or of those whom its message is for (CHG2). */
export async function commit(
  parts: Omit<ChangeParts, 'turns'>,
  channel: Channel,
  event: ChangeEvent,
  { states = [], of }: CommitOptions = {},
): Promise<Changed> {
  const value = JSON.stringify(event)
  const changed = await parts.timeline.change(channel.timeline, { value, states })
  const change = changeText(changed.changeSeq, changed.time, value)
  const message = of && messageOf(of)
  const isForSome = message?.targets !== undefined || message?.receiverOnly
  for (const { subject, conversation, only, unless } of channel.audience(isForSome ? message : undefined)) {
    const name = JSON.stringify(conversation)
    const packet = `{"type":"change","conversation":${name},"change":${change}}`
    parts.registry.pushTo(subject, packet, { only, unless })
  }
  return changed
}

/** The JSON of a stored event: its number and time in front of what was stored. */
export const changeText = (changeSeq: number, time: number, value: string): string =>
  `{"changeSeq":${changeSeq},"time":${time},${value.slice(1)}`
