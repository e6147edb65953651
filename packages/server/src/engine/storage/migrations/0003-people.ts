import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create table user_revision (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    what text not null,
    revision bigint not null,
    primary key (sdk_app_id, user_id, what)
  )`,
  sql`create table profile_field (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    tag text not null,
    value text not null,
    primary key (sdk_app_id, user_id, tag)
  )`,
  sql`create table profile_custom_rule (
    sdk_app_id bigint not null references app (sdk_app_id),
    tag text not null,
    read_by text not null,
    write_by text not null,
    primary key (sdk_app_id, tag)
  )`,
  sql`create table friend (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    friend_id text not null,
    remark text not null,
    source text not null,
    wording text not null,
    custom text not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id, friend_id)
  )`,
  sql`create table friend_group (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    name text not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id, name)
  )`,
  sql`create table friend_group_member (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    friend_id text not null,
    name text not null,
    primary key (sdk_app_id, user_id, friend_id, name)
  )`,
  sql`create table friend_application (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    direction text not null,
    peer_id text not null,
    remark text not null,
    group_name text not null,
    source text not null,
    wording text not null,
    unread bigint not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id, direction, peer_id)
  )`,
  sql`create table blacklist (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    blocked_id text not null,
    created_at bigint not null,
    primary key (sdk_app_id, user_id, blocked_id)
  )`,
]

/** What people keep about themselves and each other. `profile_field.value` and `friend.custom` are JSON. */
export async function createPeople(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
