import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`alter table file_place rename to file_place_before`,
  sql`create table file_place (
    sdk_app_id bigint not null references app (sdk_app_id),
    file_id text not null,
    kind text not null,
    place_id text not null,
    message text not null,
    primary key (sdk_app_id, file_id, kind, place_id, message)
  )`,
  sql`insert into file_place select sdk_app_id, file_id, kind, place_id, '' from file_place_before`,
  sql`drop table file_place_before`,
]

/** Which message carries a file, so that the file goes with it when it is taken back. */
export async function nameFileCarriers(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
