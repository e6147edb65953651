import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { type Line, readUpTo } from './line.ts'
import type { ConversationParts } from './parts.ts'
import { byKey } from './rules.ts'
import { type Mention, mentionsAbove, type Owner } from './store.ts'

/** A message that names the user, everybody, or both. */
export interface NamingMessage {
  readonly seq: number
  readonly from: string
  readonly all: boolean
  readonly me: boolean
}

/** The newest unread messages of groups that name the user or everybody, by log, ascending (CNV10). */
export async function unreadMentions(
  parts: ConversationParts,
  self: Owner,
  lines: readonly Line[],
): Promise<Map<string, NamingMessage[]>> {
  const groups = lines.filter(({ place }) => place.kind.is === 'GROUP')
  const above = groups.map((line) => ({ timeline: line.place.timeline, seq: readUpTo(line) }))
  const found = [...byKey(await mentionsAbove(parts.db.read, self, above), ({ timeline }) => timeline)].flatMap(
    ([timeline, mentions]) => newest(mentions).map((message) => ({ timeline, message })),
  )
  if (found.length === 0) return new Map()
  // Whether it is unread: then it is one less behind it than before it. What the user wrote since has read it.
  const counts = await parts.timeline.unread(
    found.flatMap(({ timeline, message: { seq } }) =>
      [seq - 1, seq].map((after) => ({ conversation: timeline, after, author: self.userId })),
    ),
  )
  const unread = found.filter((_, i) => counts[2 * i]! > counts[2 * i + 1]!)
  return new Map(
    [...byKey(unread, ({ timeline }) => timeline)].map(([timeline, all]) => [timeline, all.map((one) => one.message)]),
  )
}

/** One for each message. */
function newest(mentions: readonly Mention[]): NamingMessage[] {
  const bySeq = byKey(mentions, ({ seq }) => seq)
  return [...bySeq].slice(-CONVERSATION_LIMITS.mentions).map(([seq, all]) => ({
    seq,
    from: all[0]!.from,
    all: all.some(({ userId }) => userId === ''),
    me: all.some(({ userId }) => userId !== ''),
  }))
}
