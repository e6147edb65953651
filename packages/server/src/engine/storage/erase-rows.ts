import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Rows that one write takes away: others write in between. */
const SLICE = 500

/**
 * Takes away every row of a tenant, in every table that has the column, whatever features made them: a table that is added tomorrow is
 * gone through too. In slices; when it fails, calling it again goes on.
 * @param except tables whose rows stay
 * @returns how many rows there were
 * @example
 * await eraseRows(db, { column: 'sdk_app_id', value: 1400000001, except: ['app'] })
 */
export async function eraseRows<T>(
  db: Database<T>,
  { column, value, except }: { readonly column: string; readonly value: number; readonly except: readonly string[] },
): Promise<number> {
  let count = 0
  for (const { name, columns } of await db.read.introspection.getTables()) {
    if (except.includes(name) || !columns.some((one) => one.name === column)) continue
    // Rows are named by another column, so that no engine's own row ids are needed.
    const other = columns.find((one) => one.name !== column)?.name ?? column
    for (;;) {
      const [table, owner, by] = [sql.table(name), sql.ref(column), sql.ref(other)]
      const some = sql`select ${by} from ${table} where ${owner} = ${value} limit ${SLICE}`
      const slice = sql`delete from ${table} where ${owner} = ${value} and (${by} in (${some}) or ${by} is null)`
      const [result] = await db.write([slice.compile(db.read)].map((query) => ({ compile: () => query })))
      const changed = result?.changed ?? 0
      count += changed
      if (changed === 0) break
    }
  }
  return count
}
