import { sql, type Transaction } from 'kysely'

/** Contents that the application keeps from its users. */
export async function createFileBans(trx: Transaction<unknown>): Promise<void> {
  await sql`create table file_ban (
    sdk_app_id bigint not null references app (sdk_app_id),
    sha256 text not null,
    banned_at bigint not null,
    primary key (sdk_app_id, sha256)
  )`.execute(trx)
}
