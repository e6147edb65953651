import { fail } from '../../engine/failure.ts'
import type { ConversationParts, ConversationSource, Place } from './parts.ts'
import type { Owner } from './store.ts'

/** Whose conversation of this name would be. @throws Failure BAD_PARAMETER */
export function sourceOf(parts: ConversationParts, conversation: string): { source: ConversationSource; id: string } {
  for (const source of parts.sources) {
    const id = source.idOf(conversation)
    if (id !== undefined) return { source, id }
  }
  throw fail('BAD_PARAMETER', 'A conversation is named C2C<UserID> or GROUP<GroupID>.')
}

/** Names by their source. @throws Failure BAD_PARAMETER */
function bySource(parts: ConversationParts, conversations: readonly string[]): Map<ConversationSource, string[]> {
  const found = new Map<ConversationSource, string[]>()
  for (const conversation of new Set(conversations)) {
    const { source } = sourceOf(parts, conversation)
    found.set(source, [...(found.get(source) ?? []), conversation])
  }
  return found
}

/** Those of these that the user has, by name. @throws Failure BAD_PARAMETER */
export async function placesNamed(
  parts: ConversationParts,
  self: Owner,
  conversations: readonly string[],
): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  for (const [source, names] of bySource(parts, conversations)) {
    const found = await source.some(
      self,
      names.map((name) => source.idOf(name)!),
    )
    for (const place of found) places.set(place.conversation, place)
  }
  return places
}

/** Those of these that the user may have something of their own about. @throws Failure BAD_PARAMETER */
export async function knownNames(
  parts: ConversationParts,
  self: Owner,
  conversations: readonly string[],
): Promise<Set<string>> {
  const known = new Set<string>()
  for (const [source, names] of bySource(parts, conversations)) {
    const ids = await source.known(
      self,
      names.map((name) => source.idOf(name)!),
    )
    for (const name of names) if (ids.has(source.idOf(name)!)) known.add(name)
  }
  return known
}
