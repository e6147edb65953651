import { sql, type Transaction } from 'kysely'

/** Accounts that a program speaks for. */
export async function createRobots(trx: Transaction<unknown>): Promise<void> {
  await sql`create table robot (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id)
  )`.execute(trx)
}
