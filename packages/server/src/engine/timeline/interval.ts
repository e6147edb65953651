import { checkLimit, checkPosition } from './limits.ts'
import type { Entry, Range } from './timeline.ts'

/** A checked `Range`: the open interval (above, below), and from which of its ends `limit` counts. */
export interface Interval {
  readonly above: number
  readonly below: number
  readonly limit: number
  readonly from: 'oldest' | 'newest'
}

/**
 * `interval({ before: 9, limit: 2 })` → `{ above: 0, below: 9, limit: 2, from: 'newest' }`
 * @throws Failure BAD_PARAMETER
 */
export function interval(range: Range): Interval {
  checkLimit(range.limit)
  if (range.after !== undefined) checkPosition('after', range.after)
  if (range.before !== undefined) checkPosition('before', range.before)
  const upward = range.after !== undefined && range.before === undefined
  return {
    above: range.after ?? 0,
    below: range.before ?? Number.MAX_SAFE_INTEGER,
    limit: range.limit,
    from: upward ? 'oldest' : 'newest',
  }
}

/**
 * What is wanted of the entries since a time. Times never decrease, so the first of these is found by halving.
 *
 * `await readSince(keepFrom, interval(range), (wanted) => readEntries(conversation, wanted))`
 */
export async function readSince(
  time: number,
  wanted: Interval,
  read: (wanted: Interval) => Promise<Entry[]>,
): Promise<Entry[]> {
  const entries = await read(wanted)
  const oldest = entries[0]
  if (oldest === undefined || oldest.time >= time) return entries
  if (wanted.from === 'newest') return entries.filter((entry) => entry.time >= time)
  const [newest] = await read({ ...wanted, limit: 1, from: 'newest' })
  if (newest === undefined || newest.time < time) return []
  let above = oldest.seq
  let first = newest.seq
  while (first - above > 1) {
    const middle = Math.floor((above + first) / 2)
    const [entry] = await read({ above: middle - 1, below: middle + 1, limit: 1, from: 'oldest' })
    // Gone since: then so is everything below it.
    if (entry !== undefined && entry.time >= time) first = middle
    else above = middle
  }
  return read({ ...wanted, above })
}

/**
 * The wanted part of the newest entries of a conversation, or nothing when older ones are needed too.
 * @param tail the entries up to and including `newest`, without a gap
 */
export function fromTail(tail: readonly Entry[], newest: number, wanted: Interval): Entry[] | undefined {
  const top = Math.min(wanted.below - 1, newest)
  const lowest = wanted.from === 'oldest' ? wanted.above + 1 : Math.max(wanted.above + 1, top - wanted.limit + 1)
  if (lowest > top) return []
  const first = newest - tail.length + 1
  if (lowest < first) return undefined
  return tail.slice(lowest - first, Math.min(top, lowest + wanted.limit - 1) - first + 1)
}
