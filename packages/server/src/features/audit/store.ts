import type { Insertable, Selectable } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'

/** The table of this feature. Times are ms. */
export interface AuditTables {
  audit_word: {
    sdk_app_id: number
    word_id: string
    /** `local`, or the id of a library. */
    library: string
    keyword: string
    /** 1: a word; 2: a pattern. */
    word_type: number
    /** 1: replaced; 2: the message is blocked; 3: counted only. */
    filter_type: number
    replaced: string
    label: string
    updated_at: number
  }
}
export type AuditRow = Selectable<AuditTables['audit_word']>

export function createAuditStore(db: Database<AuditTables>) {
  const q = db.read
  return {
    async all(): Promise<AuditRow[]> {
      return await q.selectFrom('audit_word').selectAll().execute()
    },
    /** In the order of their ids. */
    async ofApp(sdkAppId: number): Promise<AuditRow[]> {
      return await q
        .selectFrom('audit_word')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .orderBy('word_id')
        .execute()
    },
    /** A word that is there already gets what is new about it. */
    put: (rows: readonly Insertable<AuditTables['audit_word']>[]) =>
      db.write(
        rows.map((row) =>
          q
            .insertInto('audit_word')
            .values(row)
            .onConflict((c) =>
              c.columns(['sdk_app_id', 'library', 'word_type', 'keyword']).doUpdateSet({
                filter_type: row.filter_type,
                replaced: row.replaced,
                label: row.label,
                updated_at: row.updated_at,
              }),
            ),
        ),
      ),
    remove: (sdkAppId: number, library: string, words: readonly { keyword: string; wordType: number }[]) =>
      db.write(
        words.map(({ keyword, wordType }) =>
          q
            .deleteFrom('audit_word')
            .where('sdk_app_id', '=', sdkAppId)
            .where('library', '=', library)
            .where('word_type', '=', wordType)
            .where('keyword', '=', keyword),
        ),
      ),
  }
}
