import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create table user_tag (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    tag text not null,
    primary key (sdk_app_id, user_id, tag)
  )`,
  sql`create index user_tag_users on user_tag (sdk_app_id, tag, user_id)`,
  sql`create table user_attribute (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    slot bigint not null,
    value text not null,
    primary key (sdk_app_id, user_id, slot)
  )`,
  sql`create index user_attribute_users on user_attribute (sdk_app_id, slot, value, user_id)`,
  sql`create table attribute_name (
    sdk_app_id bigint not null references app (sdk_app_id),
    slot bigint not null,
    name text not null,
    primary key (sdk_app_id, slot)
  )`,
  sql`create table push_task (
    sdk_app_id bigint not null references app (sdk_app_id),
    task_id text not null,
    random bigint not null,
    condition text not null,
    draft text not null,
    online_only bigint not null,
    status bigint not null,
    position text not null,
    finished bigint not null,
    total bigint not null,
    started_at bigint not null,
    primary key (sdk_app_id, task_id)
  )`,
  sql`create index push_task_open on push_task (status, sdk_app_id, started_at)`,
]

/** Messages to many at once, and the labels by which their receivers are chosen. */
export async function createPushTables(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
