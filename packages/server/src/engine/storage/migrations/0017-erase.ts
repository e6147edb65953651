import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  // Tickets of an account that is gone stay refused, also when one with its id is made again.
  sql`create table erased_account (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    sig_not_before bigint not null,
    primary key (sdk_app_id, user_id)
  )`,
  sql`create index friend_of on friend (sdk_app_id, friend_id, user_id)`,
  sql`create index friend_application_of on friend_application (sdk_app_id, peer_id, user_id)`,
  sql`create index blacklist_of on blacklist (sdk_app_id, blocked_id, user_id)`,
]

/** What erasing an account needs to know, and to find. */
export async function prepareErasing(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
