import { sql, type Transaction } from 'kysely'

/** Hours of messages that were written out for applications. */
export async function createHistoryFileTable(trx: Transaction<unknown>): Promise<void> {
  await sql`create table history_file (
    sdk_app_id bigint not null references app (sdk_app_id),
    chat_type text not null,
    hour bigint not null,
    blob text not null,
    bytes bigint not null,
    md5 text not null,
    gzip_bytes bigint not null,
    gzip_md5 text not null,
    primary key (sdk_app_id, chat_type, hour)
  )`.execute(trx)
  await sql`create index history_file_hour on history_file (hour)`.execute(trx)
}
