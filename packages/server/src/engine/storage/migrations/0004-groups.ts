import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create table im_group (
    sdk_app_id bigint not null references app (sdk_app_id),
    group_id text not null,
    type text not null,
    name text not null,
    introduction text not null,
    notification text not null,
    face_url text not null,
    owner_id text,
    created_at bigint not null,
    info_seq bigint not null,
    info_changed_at bigint not null,
    max_members bigint not null,
    member_count bigint not null,
    joins bigint not null,
    join_option text not null,
    invite_option text not null,
    mute_all bigint not null,
    custom text not null,
    primary key (sdk_app_id, group_id)
  )`,
  sql`create index im_group_type on im_group (sdk_app_id, type, group_id)`,
  sql`create table group_member (
    sdk_app_id bigint not null,
    group_id text not null,
    user_id text not null,
    type text not null,
    role text not null,
    joined_at bigint not null,
    join_no bigint not null,
    join_seq bigint not null,
    read_seq bigint not null,
    name_card text not null,
    custom text not null,
    receive_option text not null,
    primary key (sdk_app_id, group_id, user_id)
  )`,
  sql`create unique index group_member_order on group_member (sdk_app_id, group_id, join_no)`,
  sql`create index group_member_role on group_member (sdk_app_id, group_id, role, join_no)`,
  sql`create unique index group_member_user on group_member (sdk_app_id, user_id, group_id)`,
  sql`create table group_mute (
    sdk_app_id bigint not null,
    group_id text not null,
    user_id text not null,
    until bigint not null,
    primary key (sdk_app_id, group_id, user_id)
  )`,
  sql`create table group_ban (
    sdk_app_id bigint not null,
    group_id text not null,
    user_id text not null,
    until bigint not null,
    description text not null,
    primary key (sdk_app_id, group_id, user_id)
  )`,
  sql`create table group_application (
    sdk_app_id bigint not null,
    group_id text not null,
    user_id text not null,
    inviter_id text not null,
    note text not null,
    created_at bigint not null,
    primary key (sdk_app_id, group_id, user_id)
  )`,
  sql`create table group_attributes (
    sdk_app_id bigint not null,
    group_id text not null,
    seq bigint not null,
    items text not null,
    primary key (sdk_app_id, group_id)
  )`,
  sql`create table group_counter (
    sdk_app_id bigint not null,
    group_id text not null,
    name text not null,
    value bigint not null,
    primary key (sdk_app_id, group_id, name)
  )`,
]

/** Groups, who is in them, and what belongs to them. */
export async function createGroups(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
