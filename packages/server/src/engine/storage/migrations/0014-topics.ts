import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`alter table im_group add column support_topic bigint not null default 0`,
  sql`alter table im_group add column enable_permission bigint not null default 0`,
  sql`alter table im_group add column default_permission bigint not null default 0`,
  sql`create table topic (
    sdk_app_id bigint not null,
    group_id text not null,
    topic_id text not null,
    name text not null,
    introduction text not null,
    notification text not null,
    face_url text not null,
    custom text not null,
    mute_all bigint not null,
    created_at bigint not null,
    info_changed_at bigint not null,
    floor_seq bigint not null,
    primary key (sdk_app_id, group_id, topic_id)
  )`,
  sql`create table topic_member (
    sdk_app_id bigint not null,
    user_id text not null,
    topic_id text not null,
    group_id text not null,
    read_seq bigint not null,
    receive_option text not null,
    changed_at bigint not null,
    primary key (sdk_app_id, user_id, topic_id)
  )`,
  sql`create table permission_group (
    sdk_app_id bigint not null,
    group_id text not null,
    permission_id text not null,
    name text not null,
    custom text not null,
    permission bigint not null,
    created_at bigint not null,
    primary key (sdk_app_id, group_id, permission_id)
  )`,
  sql`create table permission_member (
    sdk_app_id bigint not null,
    group_id text not null,
    user_id text not null,
    permission_id text not null,
    primary key (sdk_app_id, group_id, user_id, permission_id)
  )`,
  sql`create index permission_member_group on permission_member (sdk_app_id, group_id, permission_id, user_id)`,
  sql`create table topic_permission (
    sdk_app_id bigint not null,
    group_id text not null,
    topic_id text not null,
    permission_id text not null,
    permission bigint not null,
    primary key (sdk_app_id, group_id, topic_id, permission_id)
  )`,
]

/** Topics of communities, and what groups of their members may do. */
export async function createTopics(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
