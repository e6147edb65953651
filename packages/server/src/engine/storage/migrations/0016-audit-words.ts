import { sql, type Transaction } from 'kysely'

/** Words that messages must not have. */
export async function createAuditWords(trx: Transaction<unknown>): Promise<void> {
  await sql`create table audit_word (
    sdk_app_id bigint not null,
    word_id text not null,
    library text not null,
    keyword text not null,
    word_type bigint not null,
    filter_type bigint not null,
    replaced text not null,
    label text not null,
    updated_at bigint not null,
    primary key (sdk_app_id, word_id)
  )`.execute(trx)
  await sql`create unique index audit_word_text on audit_word (sdk_app_id, library, word_type, keyword)`.execute(trx)
}
