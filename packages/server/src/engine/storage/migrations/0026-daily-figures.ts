import { sql, type Transaction } from 'kysely'

/** What happened in an application on a day. */
export async function createDailyTables(trx: Transaction<unknown>): Promise<void> {
  await sql`create table daily_count (
    sdk_app_id bigint not null,
    day bigint not null,
    name text not null,
    value bigint not null,
    primary key (sdk_app_id, day, name)
  )`.execute(trx)
  await sql`create table daily_sketch (
    sdk_app_id bigint not null,
    day bigint not null,
    name text not null,
    sketch text not null,
    primary key (sdk_app_id, day, name)
  )`.execute(trx)
  await sql`create index account_created on account (sdk_app_id, created_at)`.execute(trx)
}
