import { fitting } from '../messages/history.ts'
import { itemTexts } from './item.ts'
import { linesOf } from './line.ts'
import { placesNamed } from './named.ts'
import type { ConversationParts } from './parts.ts'
import { distinct } from './settings.ts'
import type { Owner } from './store.ts'

/**
 * Some conversations as they are now, as JSON, in the order asked for; who has none of a name gets none. What does not fit is named.
 * @throws Failure CONVERSATION_TOO_MANY, BAD_PARAMETER
 */
export async function getConversations(
  parts: ConversationParts,
  self: Owner,
  conversations: readonly string[],
): Promise<string> {
  const names = distinct(conversations)
  const places = await placesNamed(parts, self, names)
  const asked = names.flatMap((name) => places.get(name) ?? [])
  const items = fitting(await itemTexts(parts, self, await linesOf(parts, self, asked)))
  const left = asked.slice(items.length).map(({ conversation }) => conversation)
  return `{"conversations":[${items.join(',')}],"left":${JSON.stringify(left)}}`
}
