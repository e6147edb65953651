import { sql, type Transaction } from 'kysely'

/** What happened over time, in stretches of some length. Application 0 is the whole node. */
export async function createFigureTable(trx: Transaction<unknown>): Promise<void> {
  await sql`create table figure (
    sdk_app_id bigint not null,
    seconds bigint not null,
    at bigint not null,
    messages bigint not null,
    deliveries bigint not null,
    hooks bigint not null,
    hooks_failed bigint not null,
    hooks_ms bigint not null,
    sessions bigint not null,
    users bigint not null,
    accounts bigint not null,
    groups bigint not null,
    bytes bigint not null,
    primary key (sdk_app_id, seconds, at)
  )`.execute(trx)
  await sql`create index figure_age on figure (seconds, at)`.execute(trx)
}
