import { sql, type Transaction } from 'kysely'

/*
 * House rules for tables: text and bigint only; time in integer milliseconds (sig_not_before: seconds, as tickets have them);
 * JSON is text; no booleans; what belongs to an application has sdk_app_id first in its primary key.
 */
const STATEMENTS = [
  sql`create table app (
    sdk_app_id bigint primary key,
    name text not null,
    settings text not null,
    created_at bigint not null,
    disabled_at bigint
  )`,
  sql`create table app_administrator (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id)
  )`,
  sql`create table app_key (
    sdk_app_id bigint not null references app (sdk_app_id),
    key_id text not null,
    kind text not null,
    public_key text,
    sealed_secret text,
    created_at bigint not null,
    retires_at bigint,
    revoked_at bigint,
    last_used_at bigint,
    primary key (sdk_app_id, key_id)
  )`,
  sql`create table account (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    tiny_id text not null,
    nick text not null,
    face_url text not null,
    sig_not_before bigint not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id)
  )`,
  sql`create unique index account_tiny_id on account (tiny_id)`,
  sql`create table console_user (
    name text primary key,
    password_hash text not null,
    must_change bigint not null,
    created_at bigint not null,
    changed_at bigint not null
  )`,
]

/** Applications, their administrators and keys, accounts, and the people who sign in to the console. */
export async function createFirstTables(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
