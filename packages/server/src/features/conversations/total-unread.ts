import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { isRemoved, notifies } from './line.ts'
import type { ConversationParts, PlaceKind } from './parts.ts'
import { positionOf, positionText } from './rules.ts'
import type { Owner } from './store.ts'
import { unreadOf } from './unread.ts'
import { walk } from './walk.ts'

/** Over a bounded number of conversations: add up until there is no cursor any more. */
export interface PartOfTotal {
  readonly unread: number
  readonly cursor?: string
}

/** How many messages are unread in the conversations that notify (CNV3): muted ones do not count. */
export async function totalUnread(
  parts: ConversationParts,
  self: Owner,
  { cursor, kind }: { readonly cursor?: string | undefined; readonly kind?: PlaceKind['is'] | undefined } = {},
): Promise<PartOfTotal> {
  let unread = 0
  let walked = 0
  for await (const stretch of walk(parts, self, positionOf(cursor), { kind })) {
    const lines = stretch.lines.filter((line) => notifies(line) && !isRemoved(line))
    for (const count of await unreadOf(parts, self, lines)) unread += count
    walked += stretch.lines.length
    if (walked >= CONVERSATION_LIMITS.walked && stretch.next !== undefined)
      return { unread, cursor: positionText(stretch.next) }
  }
  return { unread }
}
