import { sql, type Transaction } from 'kysely'

/** How far each side of a private conversation has read. */
export async function addReadCursors(trx: Transaction<unknown>): Promise<void> {
  await sql`alter table c2c_contact add column read_seq bigint not null default 0`.execute(trx)
}
