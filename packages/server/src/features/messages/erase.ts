import type { Database } from '../../engine/storage/database.ts'
import { eraseContacts, type MessageTables } from './store.ts'

/** Erases a user's list of private conversations. What was written stays in the log of the other side. */
export async function eraseContactsOf(
  { db }: { readonly db: Database<MessageTables> },
  sdkAppId: number,
  userId: string,
): Promise<void> {
  await db.write([eraseContacts(db, sdkAppId, userId)])
}
