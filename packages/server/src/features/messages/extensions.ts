import type { WireExtension } from '@signet/protocol/realtime/changes'
import { fail } from '../../engine/failure.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { type ChangeParts, commit, type Place, readMessage, untilAgreed } from './change.ts'
import {
  clearExtensions,
  deleteExtensions,
  type ExtensionOutcome,
  type ExtensionResult,
  type Extensions,
  NO_EXTENSIONS,
  setExtensions,
} from './extension-rules.ts'
import { messageOf, stateDraft, stateOf } from './state.ts'

export interface ExtensionParts extends ChangeParts {
  readonly clock: { now(): number }
}

export type ExtensionWork =
  | { readonly do: 'set'; readonly extensions: readonly WireExtension[] }
  | { readonly do: 'delete'; readonly keys: readonly Pick<WireExtension, 'key' | 'seq'>[] }
  | { readonly do: 'clear' }

/**
 * Sets, deletes or clears what is kept beside a message (CHG9). A key that somebody else has changed is answered with 23001 and what is
 * there, and the others are done.
 * @throws Failure EXTENSION_NOT_FOUND, EXTENSION_UNSUPPORTED, EXTENSION_LIMIT, EXTENSION_RATE
 */
export function changeExtensions(
  parts: ExtensionParts,
  place: Place,
  by: string,
  work: ExtensionWork,
): Promise<{ results: ExtensionResult[]; changeSeq?: number }> {
  return untilAgreed(async () => {
    const entry = await readMessage(parts.timeline, place, 'EXTENSION_NOT_FOUND')
    const state = stateOf(entry)
    if (state.recalled !== undefined) throw fail('EXTENSION_NOT_FOUND')
    if (messageOf(entry).supportExtension !== true) throw fail('EXTENSION_UNSUPPORTED')
    const { extensions, results } = outcomeOf(state.extensions ?? NO_EXTENSIONS, work, parts.clock.now())
    const done = results.flatMap(({ code, ...extension }) => (code === 0 ? [extension] : []))
    if (done.length === 0) return { results: [...results] }
    const event = { kind: 'extension', seq: place.seq, by, do: work.do, extensions: done } as const
    const { changeSeq } = await commit(parts, place.channel, event, {
      states: [stateDraft(entry, { ...state, extensions })],
      of: entry,
    })
    return { results: [...results], changeSeq }
  })
}

function outcomeOf(old: Extensions, work: ExtensionWork, now: number): ExtensionOutcome {
  if (work.do === 'set') return setExtensions(old, work.extensions, now)
  return work.do === 'delete' ? deleteExtensions(old, work.keys, now) : clearExtensions(old, now)
}

const PAGE = 200

/** Values with at least this `seq`, ascending, at most 200. @throws Failure EXTENSION_NOT_FOUND, EXTENSION_UNSUPPORTED */
export async function readExtensions(timeline: Timeline, place: Place, startSeq = 0) {
  const entry = await readMessage(timeline, place, 'EXTENSION_NOT_FOUND')
  const { extensions = NO_EXTENSIONS, recalled } = stateOf(entry)
  if (recalled !== undefined) throw fail('EXTENSION_NOT_FOUND')
  if (messageOf(entry).supportExtension !== true) throw fail('EXTENSION_UNSUPPORTED')
  const { list, latestSeq, clearSeq } = extensions
  const from = list.filter((extension) => extension.seq >= startSeq)
  return { extensions: from.slice(0, PAGE), complete: from.length <= PAGE, latestSeq, clearSeq }
}
