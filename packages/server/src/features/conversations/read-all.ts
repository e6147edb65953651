import type { ConversationParts, PlaceKind } from './parts.ts'
import { positionOf, positionText } from './rules.ts'
import type { Owner } from './store.ts'
import { unreadOf } from './unread.ts'
import { behind, walk } from './walk.ts'

/** Conversations that one request marks as read: each costs a write, and its peer is told. */
const MOST = 200
/** Of them at the same time. */
const TOGETHER = 16
/** Conversations that one request looks at. */
const LOOKED_AT = 2_000

/**
 * Marks everything as read, or everything of one kind (CNV9): a bounded number of conversations; go on with the cursor until there is
 * none. What comes in meanwhile stays unread where it was passed already.
 */
export async function readAll(
  parts: ConversationParts,
  self: Owner,
  { cursor, kind }: { readonly cursor?: string | undefined; readonly kind?: PlaceKind['is'] | undefined } = {},
): Promise<{ read: number; cursor?: string }> {
  let read = 0
  let looked = 0
  for await (const stretch of walk(parts, self, positionOf(cursor), { kind })) {
    const unread = await unreadOf(parts, self, stretch.lines)
    const source = parts.sources[stretch.source]!
    const due = stretch.lines.filter((_, i) => unread[i]! > 0).slice(0, MOST - read)
    for (let at = 0; at < due.length; at += TOGETHER) {
      await Promise.all(due.slice(at, at + TOGETHER).map(({ place }) => source.markRead(self, place.id)))
    }
    read += due.length
    looked += stretch.lines.length
    if (read >= MOST) return { read, cursor: positionText(behind(stretch, due.at(-1)!)) }
    if (looked >= LOOKED_AT && stretch.next !== undefined) return { read, cursor: positionText(stretch.next) }
  }
  return { read }
}
