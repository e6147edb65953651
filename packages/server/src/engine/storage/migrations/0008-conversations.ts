import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`alter table c2c_contact add column read_at bigint not null default 0`,
  sql`alter table group_member add column changed_at bigint not null default 0`,
  sql`create table conversation_setting (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    conversation text not null,
    pinned_at bigint not null,
    marks text not null,
    custom text not null,
    remind text not null,
    cleared_seq bigint not null,
    removed_seq bigint not null,
    deleted_seq bigint not null,
    changed_at bigint not null,
    primary key (sdk_app_id, user_id, conversation)
  )`,
  sql`create index conversation_pinned on conversation_setting (sdk_app_id, user_id) where pinned_at > 0`,
  sql`create table conversation_group (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    group_no bigint not null,
    name text not null,
    primary key (sdk_app_id, user_id, group_no)
  )`,
  sql`create table conversation_group_member (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    group_no bigint not null,
    conversation text not null,
    primary key (sdk_app_id, user_id, group_no, conversation)
  )`,
  sql`create index conversation_grouped on conversation_group_member (sdk_app_id, user_id, conversation)`,
  sql`create table deleted_message (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    conversation text not null,
    from_seq bigint not null,
    to_seq bigint not null,
    primary key (sdk_app_id, user_id, conversation, from_seq)
  )`,
  sql`create table uncounted_message (
    sdk_app_id bigint not null references app (sdk_app_id),
    timeline text not null,
    seq bigint not null,
    primary key (sdk_app_id, timeline, seq)
  )`,
  sql`create table mention (
    sdk_app_id bigint not null references app (sdk_app_id),
    timeline text not null,
    seq bigint not null,
    user_id text not null,
    from_id text not null,
    primary key (sdk_app_id, timeline, seq, user_id)
  )`,
]

/** What users make of their conversations, and what a list of them needs to know of messages. */
export async function createConversations(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
