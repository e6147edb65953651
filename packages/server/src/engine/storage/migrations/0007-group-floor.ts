import { sql, type Transaction } from 'kysely'

/** Where the log of a group begins for its people, when a group that had the same id before has left messages in it. */
export async function addGroupFloor(trx: Transaction<unknown>): Promise<void> {
  await sql`alter table im_group add column floor_seq bigint not null default 0`.execute(trx)
}
