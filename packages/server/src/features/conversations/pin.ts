import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { fail } from '../../engine/failure.ts'
import { knownNames } from './named.ts'
import type { ConversationParts } from './parts.ts'
import { writeSettings } from './settings.ts'
import { type Owner, pinnedOf } from './store.ts'

/**
 * Puts a conversation on top of the user's list, or lets it go (CNV2).
 * @throws Failure CONVERSATION_PIN_LIMIT, CONVERSATION_NOT_FOUND, BAD_PARAMETER
 */
export async function pin(
  parts: ConversationParts,
  self: Owner,
  conversation: string,
  isPinned: boolean,
): Promise<void> {
  const known = await knownNames(parts, self, [conversation])
  if (!known.has(conversation)) throw fail('CONVERSATION_NOT_FOUND')
  const gone = isPinned ? await goneAmongPinned(parts, self) : []
  await writeSettings(parts, self, [conversation, ...gone], async (setting, name, trx) => {
    if (name !== conversation) return { pinnedAt: 0 }
    if (setting.pinnedAt > 0 === isPinned) return undefined
    if (isPinned) {
      const pinned = (await pinnedOf(trx, self)).filter((other) => !gone.includes(other))
      if (pinned.length >= CONVERSATION_LIMITS.pinned) throw fail('CONVERSATION_PIN_LIMIT')
    }
    return { pinnedAt: isPinned ? parts.clock.now() : 0 }
  })
}

/** A group that was left keeps no place on top; looked at when there is no room. */
async function goneAmongPinned(parts: ConversationParts, self: Owner): Promise<string[]> {
  const pinned = await pinnedOf(parts.db.read, self)
  if (pinned.length < CONVERSATION_LIMITS.pinned) return []
  const known = await knownNames(parts, self, pinned)
  return pinned.filter((name) => !known.has(name))
}
