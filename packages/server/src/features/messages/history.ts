import { LIMITS } from '@signet/protocol/realtime/frames'
import type { Head, Timeline } from '../../engine/timeline/timeline.ts'
import { shownMessage } from './state.ts'

export interface HistoryRange {
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly limit?: number | undefined
}

const PAGE = 20

/** A page of one conversation as JSON, ascending by seq: `{"messages":[…],"head":N}`. Stored text is joined; only what changed is parsed. */
export async function readHistory(timeline: Timeline, conversation: string, range: HistoryRange): Promise<string> {
  const [entries, [head]] = await Promise.all([
    timeline.read(conversation, {
      limit: Math.min(range.limit ?? PAGE, LIMITS.historyPage),
      ...(range.before === undefined ? {} : { before: range.before }),
      ...(range.after === undefined ? {} : { after: range.after }),
    }),
    timeline.heads([conversation]),
  ])
  const texts = entries.map(shownMessage)
  // What was asked for first is kept: the oldest when reading upward, else the newest.
  const upward = range.after !== undefined && range.before === undefined
  const messages = upward ? fitting(texts) : fitting(texts.reverse()).reverse()
  return `{"messages":[${messages.join(',')}],"head":${(head as Head).seq}}`
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
