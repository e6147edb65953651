import { sql, type Transaction } from 'kysely'

/** Lists of merged messages that are kept apart from them, by the hash of what they say. */
export async function createMergedLists(trx: Transaction<unknown>): Promise<void> {
  await sql`create table merged_list (
    sdk_app_id bigint not null,
    key text not null,
    list text not null,
    created_at bigint not null,
    primary key (sdk_app_id, key)
  )`.execute(trx)
}
