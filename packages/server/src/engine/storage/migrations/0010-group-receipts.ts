import { sql, type Transaction } from 'kysely'

/** Who has read which message of a group, and which of its messages are pinned. */
export async function createReceiptsAndPins(trx: Transaction<unknown>): Promise<void> {
  await sql`create table group_receipt (
    sdk_app_id bigint not null,
    group_id text not null,
    seq bigint not null,
    user_id text not null,
    read_at bigint not null,
    primary key (sdk_app_id, group_id, seq, user_id)
  )`.execute(trx)
  await sql`create table group_pin (
    sdk_app_id bigint not null,
    group_id text not null,
    seq bigint not null,
    user_id text not null,
    pinned_at bigint not null,
    primary key (sdk_app_id, group_id, seq)
  )`.execute(trx)
}
