import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create table follow (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    followed_id text not null,
    mutual bigint not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id, followed_id)
  )`,
  sql`create index follow_followers on follow (sdk_app_id, followed_id, user_id)`,
  sql`create table follow_count (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    followers bigint not null,
    following bigint not null,
    mutual bigint not null,
    primary key (sdk_app_id, user_id)
  )`,
]

/** Who follows whom, and how many, counted with each change. */
export async function createFollow(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
