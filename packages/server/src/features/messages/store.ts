import type { Database } from '../../engine/storage/database.ts'

/** Who has a conversation with whom: one row per side, written once, before the first message. */
export interface ContactTable {
  readonly sdk_app_id: number
  readonly user_id: string
  readonly peer_id: string
  /** ms */
  readonly created_at: number
}
export interface MessageTables {
  c2c_contact: ContactTable
}

/** Both sides in one transaction; idempotent. */
export async function addContacts(
  db: Database<MessageTables>,
  sdkAppId: number,
  one: string,
  other: string,
  now: number,
): Promise<void> {
  const row = (user: string, peer: string): ContactTable => ({
    sdk_app_id: sdkAppId,
    user_id: user,
    peer_id: peer,
    created_at: now,
  })
  const rows = one === other ? [row(one, other)] : [row(one, other), row(other, one)]
  await db.write([
    db.read
      .insertInto('c2c_contact')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing()),
  ])
}

/** Peers of a user after `after`, in the order of their ids. */
export async function listContacts(
  db: Database<MessageTables>,
  sdkAppId: number,
  userId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db.read
    .selectFrom('c2c_contact')
    .select('peer_id')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('peer_id', '>', after)
    .orderBy('peer_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.peer_id)
}
