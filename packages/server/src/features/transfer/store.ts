import { type Kysely, sql } from 'kysely'
import { APPLICATION_TABLES, AUDIT_TABLES } from '../../engine/storage/application-tables.ts'
import type { Database } from '../../engine/storage/database.ts'
import { eraseRows } from '../../engine/storage/erase-rows.ts'

export type Row = Record<string, unknown>
export type TableName = keyof typeof APPLICATION_TABLES

/** All tables of an application alike, by their names. */
interface AnyTables {
  [table: string]: Row
}

const PAGE = 500

export function createTransferStore(database: Database<never>) {
  const db = database as unknown as Database<AnyTables>
  const q: Kysely<AnyTables> = db.read
  return {
    /** Rows in the order of their keys, read a page at a time. */
    async *rows(table: TableName, sdkAppId: number): AsyncGenerator<Row> {
      const key: readonly string[] = APPLICATION_TABLES[table]
      const columns = sql.join(key.map((column) => sql.ref(column)))
      for (let last: Row | undefined; ; ) {
        let query = q.selectFrom(table).selectAll().where('sdk_app_id', '=', sdkAppId).limit(PAGE)
        for (const column of key) query = query.orderBy(column)
        if (last !== undefined) {
          const values = sql.join(key.map((column) => last![column]))
          query = query.where(sql<boolean>`(${columns}) > (${values})`)
        }
        const rows = await query.execute()
        yield* rows
        if (rows.length < PAGE || key.length === 0) return
        last = rows.at(-1)
      }
    },
    async insert(rows: readonly (readonly [TableName, Row])[]): Promise<void> {
      await db.write(rows.map(([table, row]) => q.insertInto(table).values(row)))
    },
    async setDisabled(sdkAppId: number, disabledAt: unknown): Promise<void> {
      await db.write([q.updateTable('app').set({ disabled_at: disabledAt }).where('sdk_app_id', '=', sdkAppId)])
    },
    /** Takes back what an import that failed had brought, a slice at a time; the application itself last. */
    async remove(sdkAppId: number): Promise<void> {
      await eraseRows(db, { column: 'sdk_app_id', value: sdkAppId, except: ['app', ...AUDIT_TABLES] })
      await db.write([q.deleteFrom('app').where('sdk_app_id', '=', sdkAppId)])
    },
    async exists(sdkAppId: number): Promise<boolean> {
      return (
        (await q.selectFrom('app').select('name').where('sdk_app_id', '=', sdkAppId).executeTakeFirst()) !== undefined
      )
    },
  }
}

export type TransferStore = ReturnType<typeof createTransferStore>
