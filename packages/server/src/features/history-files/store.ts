import type { Selectable } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import type { ChatType } from './rules.ts'

/** The table of this feature. Times are ms. */
export interface HistoryFileTables {
  /** An hour that was written out; one without messages has a row and no bytes. */
  history_file: {
    sdk_app_id: number
    chat_type: string
    /** When it begins. */
    hour: number
    /** Of the bytes among all blobs; empty: there are none. */
    blob: string
    bytes: number
    md5: string
    gzip_bytes: number
    gzip_md5: string
  }
}

export type HistoryFileRow = Selectable<HistoryFileTables['history_file']>
export type HistoryFileStore = ReturnType<typeof createHistoryFileStore>

export function createHistoryFileStore(db: Database<HistoryFileTables>) {
  const q = db.read
  return {
    find: (sdkAppId: number, type: ChatType, hour: number): Promise<HistoryFileRow | undefined> =>
      q
        .selectFrom('history_file')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('chat_type', '=', type)
        .where('hour', '=', hour)
        .executeTakeFirst(),

    /** The first one that was written stays. */
    async add(row: HistoryFileRow): Promise<void> {
      await db.write([
        q
          .insertInto('history_file')
          .values(row)
          .onConflict((conflict) => conflict.doNothing()),
      ])
    },

    /** Those of hours before a time, of all applications. */
    before: (hour: number, limit: number): Promise<HistoryFileRow[]> =>
      q.selectFrom('history_file').selectAll().where('hour', '<', hour).orderBy('hour').limit(limit).execute(),

    of: (sdkAppId: number, limit: number): Promise<HistoryFileRow[]> =>
      q.selectFrom('history_file').selectAll().where('sdk_app_id', '=', sdkAppId).limit(limit).execute(),

    async remove({ sdk_app_id, chat_type, hour }: HistoryFileRow): Promise<void> {
      await db.write([
        q
          .deleteFrom('history_file')
          .where('sdk_app_id', '=', sdk_app_id)
          .where('chat_type', '=', chat_type)
          .where('hour', '=', hour),
      ])
    },
  }
}
