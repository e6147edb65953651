import type { CompiledQuery } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import type { MergedTables } from './merged/store.ts'

/** Who has a conversation with whom: one row per side, written once, before the first message. */
export interface ContactTable {
  readonly sdk_app_id: number
  readonly user_id: string
  readonly peer_id: string
  /** ms */
  readonly created_at: number
  /** seq up to which `user_id` has read. */
  readonly read_seq: number
  /** When it moved there, ms; 0: never. */
  readonly read_at: number
}
export interface MessageTables extends MergedTables {
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
    read_seq: 0,
    read_at: 0,
  })
  const rows = one === other ? [row(one, other)] : [row(one, other), row(other, one)]
  await db.write([
    db.read
      .insertInto('c2c_contact')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing()),
  ])
}

/** A conversation of a user: with whom, and how far each side has read. Times are ms. */
export interface Contact {
  readonly peer: string
  readonly since: number
  readonly read: number
  readonly peerRead: number
  /** 0: never. */
  readonly peerReadAt: number
}

const contacts = (db: Database<MessageTables>, sdkAppId: number, userId: string) =>
  db.read
    .selectFrom('c2c_contact as mine')
    .innerJoin('c2c_contact as theirs', (join) =>
      join
        .onRef('theirs.sdk_app_id', '=', 'mine.sdk_app_id')
        .onRef('theirs.user_id', '=', 'mine.peer_id')
        .onRef('theirs.peer_id', '=', 'mine.user_id'),
    )
    .select([
      'mine.peer_id as peer',
      'mine.created_at as since',
      'mine.read_seq as read',
      'theirs.read_seq as peerRead',
      'theirs.read_at as peerReadAt',
    ])
    .where('mine.sdk_app_id', '=', sdkAppId)
    .where('mine.user_id', '=', userId)
    .orderBy('mine.peer_id')

/** By database, built once: a webhook asks for every message, and building the text cost more than reading the rows. */
const listQueries = new WeakMap<Database<MessageTables>, CompiledQuery<Contact>>()

/** Conversations of a user with peers after `after`, in the order of their ids. */
export async function listContacts(
  db: Database<MessageTables>,
  sdkAppId: number,
  userId: string,
  after: string,
  limit: number,
): Promise<Contact[]> {
  let query = listQueries.get(db)
  if (query === undefined) {
    query = contacts(db, 0, '').where('mine.peer_id', '>', '').limit(0).compile()
    listQueries.set(db, query)
  }
  const parameters = [sdkAppId, userId, after, limit]
  return (await db.read.executeQuery<Contact>({ ...query, parameters })).rows
}

/** Those of a user's conversations that are with these. */
export const contactsNamed = (
  db: Database<MessageTables>,
  sdkAppId: number,
  userId: string,
  peers: readonly string[],
): Promise<Contact[]> => contacts(db, sdkAppId, userId).where('mine.peer_id', 'in', peers).execute()

/** The side of a conversation whose cursor is meant. */
export interface Side {
  readonly sdkAppId: number
  readonly userId: string
  readonly peerId: string
}

/** @returns whether the cursor moved: never back, and not where there is no conversation */
export async function moveReadCursor(
  db: Database<MessageTables>,
  side: Side,
  seq: number,
  now: number,
): Promise<boolean> {
  const [result] = await db.write([
    db.read
      .updateTable('c2c_contact')
      .set({ read_seq: seq, read_at: now })
      .where('sdk_app_id', '=', side.sdkAppId)
      .where('user_id', '=', side.userId)
      .where('peer_id', '=', side.peerId)
      .where('read_seq', '<', seq),
  ])
  return result!.changed > 0
}

/** seq up to which a side has read; 0 where there is no conversation. */
export async function readCursorOf(db: Database<MessageTables>, side: Side): Promise<number> {
  const row = await db.read
    .selectFrom('c2c_contact')
    .select('read_seq')
    .where('sdk_app_id', '=', side.sdkAppId)
    .where('user_id', '=', side.userId)
    .where('peer_id', '=', side.peerId)
    .executeTakeFirst()
  return row?.read_seq ?? 0
}

/** The user's side of all private conversations. */
export const eraseContacts = (db: Database<MessageTables>, sdkAppId: number, userId: string) =>
  db.read.deleteFrom('c2c_contact').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId)
