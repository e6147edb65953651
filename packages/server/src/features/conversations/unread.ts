import { type Line, readUpTo } from './line.ts'
import type { ConversationParts } from './parts.ts'
import { byKey, joinSpans, type Span, spansAbove } from './rules.ts'
import { deletedSpans, type Owner, uncountedAbove } from './store.ts'

/**
 * How many messages of each conversation the user has not read (CNV3): what the log counts behind the read position, less what was taken
 * back or deleted since.
 */
export async function unreadOf(parts: ConversationParts, self: Owner, lines: readonly Line[]): Promise<number[]> {
  const counted = lines.map((line) => line.place.countsUnread && readUpTo(line) < line.head.seq)
  const asked = lines.filter((_, i) => counted[i])
  if (asked.length === 0) return lines.map(() => 0)
  const found = await parts.timeline.unread(asked.map((line) => question(self, line, readUpTo(line))))
  const gone = await goneFrom(
    parts,
    self,
    asked.filter((_, i) => found[i]! > 0),
  )
  const answers = asked.map((line, i) => found[i]! - (gone.get(line) ?? 0)).values()
  return counted.map((isAsked) => (isAsked ? answers.next().value! : 0))
}

const question = (self: Owner, { place }: Line, after: number) => ({
  conversation: place.timeline,
  after,
  author: self.userId,
})

/** How many of the unread messages are none any more. */
async function goneFrom(parts: ConversationParts, self: Owner, lines: readonly Line[]): Promise<Map<Line, number>> {
  const spans = await spansOf(parts, self, lines)
  // What a span holds of the unread is the difference of the counts before and behind it.
  const edges = [...spans].flatMap(([line, all]) => all.map(({ from, to }) => ({ line, from, to })))
  if (edges.length === 0) return new Map()
  const counts = await parts.timeline.unread(
    edges.flatMap(({ line, from, to }) => [question(self, line, from - 1), question(self, line, to)]),
  )
  const gone = new Map<Line, number>()
  for (const [i, { line }] of edges.entries()) {
    gone.set(line, (gone.get(line) ?? 0) + counts[2 * i]! - counts[2 * i + 1]!)
  }
  return gone
}

async function spansOf(parts: ConversationParts, self: Owner, lines: readonly Line[]): Promise<Map<Line, Span[]>> {
  const changed = lines.filter(({ head }) => head.changeSeq > 0)
  const above = changed.map((line) => ({ timeline: line.place.timeline, seq: readUpTo(line) }))
  const takenBack = byKey(await uncountedAbove(parts.db.read, self.sdkAppId, above), (message) => message.timeline)
  const found = new Map<Line, Span[]>()
  for (const line of lines) {
    const { place, setting } = line
    const after = readUpTo(line)
    const deleted = setting.deletedSeq > after ? await deletedSpans(parts.db.read, self, place.conversation, after) : []
    const recalled = (takenBack.get(place.timeline) ?? []).map(({ seq }) => ({ from: seq, to: seq }))
    const spans = joinSpans(spansAbove([...deleted, ...recalled], after))
    if (spans.length > 0) found.set(line, spans)
  }
  return found
}
