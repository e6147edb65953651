import { LIMITS } from '@signet/protocol/realtime/frames'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { seenMessage } from './state.ts'
import type { Window } from './view.ts'

export interface HistoryRange {
  /** Only messages with a smaller seq, or sent before this time (server ms): the newest of them. */
  readonly before?: number | undefined
  readonly beforeTime?: number | undefined
  /** Only messages with a greater seq, or sent at this time or later: the oldest of them when nothing says before which. */
  readonly after?: number | undefined
  readonly afterTime?: number | undefined
  readonly limit?: number | undefined
}

const PAGE = 20
const NEWEST = Number.MAX_SAFE_INTEGER

/** A page of one conversation as JSON, ascending by seq: `{"messages":[…],"head":N}`. Stored text is joined; only what changed is parsed. */
export async function readHistory(
  timeline: Timeline,
  conversation: string,
  range: HistoryRange,
  window: Window,
): Promise<string> {
  // The head first: a message of the page may be newer than it, never the other way round.
  const [head] = await timeline.heads([conversation])
  const newest = head?.seq ?? 0
  const [before, after] = await bounds(timeline, conversation, range, newest)
  const limit = Math.min(range.limit ?? PAGE, LIMITS.historyPage)
  const floor = Math.max(after ?? 0, window.floor)
  // What was asked for first is kept: the oldest when reading upward, else the newest.
  const upward = after !== undefined && before === undefined
  const entries = await timeline.read(conversation, {
    limit,
    ...(upward ? { after: floor } : { before: before ?? NEWEST, ...(floor > 0 && { after: floor }) }),
  })
  const texts = entries.map((entry) => seenMessage(entry, window))
  const messages = upward ? fitting(texts) : fitting(texts.reverse()).reverse()
  return `{"messages":[${messages.join(',')}],"head":${newest}}`
}

/** The bounds of a range by seq: the narrower of what seqs and times say. */
async function bounds(
  timeline: Timeline,
  conversation: string,
  { before, beforeTime, after, afterTime }: HistoryRange,
  newest: number,
): Promise<[before: number | undefined, after: number | undefined]> {
  const [firstNotBefore, firstAfter] = await Promise.all([
    beforeTime === undefined ? undefined : firstSince(timeline, conversation, beforeTime, newest),
    afterTime === undefined ? undefined : firstSince(timeline, conversation, afterTime, newest),
  ])
  return [
    firstNotBefore === undefined ? before : Math.min(before ?? NEWEST, firstNotBefore),
    firstAfter === undefined ? after : Math.max(after ?? 0, firstAfter - 1),
  ]
}

/** The seq of the first message that was sent at a time or later; one more than the newest when there is none. Times never decrease (TL6). */
export async function firstSince(
  timeline: Pick<Timeline, 'read'>,
  conversation: string,
  time: number,
  newest: number,
): Promise<number> {
  let low = 1
  let high = newest + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [entry] = await timeline.read(conversation, { after: middle - 1, limit: 1 })
    if (entry === undefined || entry.time >= time) high = middle
    else low = middle + 1
  }
  return low
}

/** As many texts as fit into a page, at least one. */
export function fitting(texts: readonly string[]): string[] {
  let chars = 0
  const end = texts.findIndex((text, i) => {
    chars += text.length
    return i > 0 && chars > LIMITS.pageChars
  })
  return end < 0 ? [...texts] : texts.slice(0, end)
}
