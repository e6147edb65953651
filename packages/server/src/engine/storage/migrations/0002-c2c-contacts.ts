import { sql, type Transaction } from 'kysely'

/** Who has a conversation with whom, a row per side: what a user's conversation list is made from. */
export async function createContacts(trx: Transaction<unknown>): Promise<void> {
  await sql`create table c2c_contact (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    peer_id text not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id, peer_id)
  )`.execute(trx)
}
