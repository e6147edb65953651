import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create table official_account (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    owner_id text not null,
    introduction text not null,
    organization text not null,
    custom text not null,
    most_subscribers bigint not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id)
  )`,
  sql`create table official_subscriber (
    sdk_app_id bigint not null references app (sdk_app_id),
    official_id text not null,
    user_id text not null,
    subscribed_at bigint not null,
    custom text not null,
    primary key (sdk_app_id, official_id, user_id)
  )`,
  sql`create index official_subscriber_users on official_subscriber (sdk_app_id, user_id, official_id)`,
]

/** Accounts that write to whoever subscribed to them. */
export async function createOfficialAccounts(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
