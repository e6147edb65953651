import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { shownTime } from '../messages/state.ts'

/** The newest messages of a group's log, as far as imports ask. */
export interface Told {
  /** seq by `tellingOf`. */
  readonly seqs: Map<string, number>
  /** When the newest one was sent, Unix seconds; 0: there is none. */
  newest: number
}

/** Entries that are looked through, so that no repetition costs a walk through a whole history. */
const MOST = 1000
const PAGE = 100

/** What a repetition of a message is known by. No UserID has a slash. */
export const tellingOf = (from: string, random: number, sentAtSeconds: number): string =>
  `${from}/${random}/${sentAtSeconds}`

/** Messages above `floor` back to a time, Unix seconds. What tells of the group is no message, and no time to come after. */
export async function newestTold(timeline: Timeline, log: string, floor: number, since: number): Promise<Told> {
  const seqs = new Map<string, number>()
  let newest = 0
  let before = Number.MAX_SAFE_INTEGER
  for (let looked = 0; looked < MOST; looked += PAGE) {
    const entries = await timeline.read(log, { before, after: floor, limit: PAGE })
    for (const entry of entries.toReversed()) {
      const { from, random, event } = JSON.parse(entry.value) as WireMessage
      if (event !== undefined) continue
      const at = Math.floor(shownTime(entry) / 1000)
      newest = Math.max(newest, at)
      if (at < since) return { seqs, newest }
      seqs.set(tellingOf(from, random, at), entry.seq)
    }
    if (entries.length < PAGE) break
    before = entries[0]!.seq
  }
  return { seqs, newest }
}
