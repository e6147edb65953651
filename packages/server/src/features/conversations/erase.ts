import type { ConversationParts } from './parts.ts'
import { eraseRows, type Owner } from './store.ts'

/** Erases what a user made of conversations; the conversations themselves belong to the others too. */
export async function eraseConversations({ db }: Pick<ConversationParts, 'db'>, self: Owner): Promise<void> {
  await db.write(eraseRows(db.read, self))
}
