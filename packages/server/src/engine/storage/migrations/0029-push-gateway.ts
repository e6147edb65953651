import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create table push_gateway (
    sdk_app_id bigint not null references app (sdk_app_id),
    url text not null,
    sealed text not null,
    language text not null,
    changed_at bigint not null,
    primary key (sdk_app_id)
  )`,
  sql`alter table push_task add column data_id text not null default ''`,
]

/** Where applications have offline pushes sent, and their names for pushes to many. */
export async function createPushGateway(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
