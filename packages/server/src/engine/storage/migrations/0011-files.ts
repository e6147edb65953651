import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create table file (
    sdk_app_id bigint not null references app (sdk_app_id),
    file_id text not null,
    owner_id text not null,
    sha256 text not null,
    name text not null,
    created_at bigint not null,
    bound bigint not null,
    primary key (sdk_app_id, file_id)
  )`,
  sql`create unique index file_same on file (sdk_app_id, sha256, owner_id, name)`,
  sql`create index file_unbound on file (sdk_app_id, bound, created_at)`,
  sql`create table file_content (
    sdk_app_id bigint not null references app (sdk_app_id),
    sha256 text not null,
    size bigint not null,
    type text not null,
    width bigint not null,
    height bigint not null,
    thumbnails text not null,
    used bigint not null,
    touched_at bigint not null,
    primary key (sdk_app_id, sha256)
  )`,
  sql`create index file_content_unused on file_content (sdk_app_id, used, touched_at)`,
  sql`create table file_place (
    sdk_app_id bigint not null references app (sdk_app_id),
    file_id text not null,
    kind text not null,
    place_id text not null,
    primary key (sdk_app_id, file_id, kind, place_id)
  )`,
  sql`create table file_usage (
    sdk_app_id bigint not null references app (sdk_app_id),
    owner_id text not null,
    bytes bigint not null,
    files bigint not null,
    primary key (sdk_app_id, owner_id)
  )`,
]

/** Files that were uploaded, what they hold, whom they are for, and how much room they take. */
export async function createFiles(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
