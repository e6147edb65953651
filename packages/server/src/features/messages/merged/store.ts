import type { Database } from '../../../engine/storage/database.ts'

/** Lists of merged messages that are kept apart from them. Times are ms. */
export interface MergedTables {
  merged_list: {
    readonly sdk_app_id: number
    readonly key: string
    readonly list: string
    readonly created_at: number
    /** When a message that bears its key was sent last; 0: never. */
    readonly carried_at: number
  }
}
type Db = Database<MergedTables>

/** From which times on lists are kept: those that a message carried, and those that none did. */
export interface Kept {
  readonly carried: number
  readonly put: number
}

/** Keeps a list under its key; the same one again is as if put now. */
export async function addMergedList(db: Db, row: Omit<MergedTables['merged_list'], 'carried_at'>): Promise<void> {
  await db.write([
    db.read
      .insertInto('merged_list')
      .values({ ...row, carried_at: 0 })
      .onConflict((conflict) => conflict.columns(['sdk_app_id', 'key']).doUpdateSet({ created_at: row.created_at })),
  ])
}

export async function mergedListOf(db: Db, sdkAppId: number, key: string, kept: Kept): Promise<string | undefined> {
  const row = await db.read
    .selectFrom('merged_list')
    .select('list')
    .where('sdk_app_id', '=', sdkAppId)
    .where('key', '=', key)
    .where((e) =>
      e.or([e('created_at', '>=', kept.put), e.and([e('carried_at', '>', 0), e('carried_at', '>=', kept.carried)])]),
    )
    .executeTakeFirst()
  return row?.list
}

/** A message carries these. @returns their lists, where other keys may stand */
export async function carryMergedLists(
  db: Db,
  sdkAppId: number,
  keys: readonly string[],
  now: number,
): Promise<string[]> {
  await db.write([
    db.read
      .updateTable('merged_list')
      .set({ carried_at: now })
      .where('sdk_app_id', '=', sdkAppId)
      .where('key', 'in', keys),
  ])
  const rows = await db.read
    .selectFrom('merged_list')
    .select('list')
    .where('sdk_app_id', '=', sdkAppId)
    .where('key', 'in', keys)
    .execute()
  return rows.map((row) => row.list)
}

/** Takes some lists away that are kept no more. @returns how many */
export async function dropMergedLists(db: Db, sdkAppId: number, kept: Kept, most: number): Promise<number> {
  const over = db.read
    .selectFrom('merged_list')
    .select('key')
    .where('sdk_app_id', '=', sdkAppId)
    .where('carried_at', '<', kept.carried)
    .where('created_at', '<', kept.put)
    .orderBy('key')
    .limit(most)
  const unused = db.read
    .selectFrom('merged_list')
    .select('key')
    .where('sdk_app_id', '=', sdkAppId)
    .where('carried_at', '=', 0)
    .where('created_at', '<', kept.put)
    .orderBy('key')
    .limit(most)
  const results = await db.write(
    [over, unused].map((keys) =>
      db.read.deleteFrom('merged_list').where('sdk_app_id', '=', sdkAppId).where('key', 'in', keys),
    ),
  )
  return results.reduce((sum, { changed }) => sum + changed, 0)
}
