import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

/** One SQLite connection whose prepared statements are kept by their text. Used by both threads, so it imports only node:*. */
export interface SqliteConnection {
  run(sql: string, parameters: readonly unknown[]): StatementResult
  exec(sql: string): void
  /** A number that changes when another connection commits. */
  dataVersion(): number
  readonly inTransaction: boolean
  /** How many prepared statements are kept now. */
  readonly keptStatements: number
  close(): void
}

export interface StatementResult {
  readonly rows: Record<string, unknown>[]
  readonly changed: number
}

export interface ConnectionOptions {
  readonly readOnly: boolean
  /** How long a statement waits for a lock that another process holds, ms. */
  readonly busyTimeout: number
  /** Most prepared statements that are kept. */
  readonly keptStatements: number
}

interface Kept {
  readonly statement: StatementSync
  readonly returnsRows: boolean
}

const WRITER_PRAGMAS = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma fullfsync = on;
  pragma cache_size = -16384;
  pragma journal_size_limit = 67108864;
`

/* Pages are read, not mapped: mapping measured no faster here, and turns an I/O error into the death of the process. */
const READER_PRAGMAS = `
  pragma query_only = on;
  pragma cache_size = -8192;
  pragma mmap_size = 0;
`

/** Opens the file, which must exist. @throws node:sqlite's error, with `errcode` */
export function openConnection(path: string, options: ConnectionOptions): SqliteConnection {
  const database = new DatabaseSync(path, {
    readOnly: options.readOnly,
    timeout: options.busyTimeout,
    enableForeignKeyConstraints: true,
    enableDoubleQuotedStringLiterals: false,
  })
  database.exec(`pragma trusted_schema = off; pragma temp_store = memory;`)
  database.exec(options.readOnly ? READER_PRAGMAS : WRITER_PRAGMAS)
  const kept = new Map<string, Kept>()
  const version = database.prepare('pragma data_version')

  function prepare(sql: string): Kept {
    let entry = kept.get(sql)
    if (entry) {
      kept.delete(sql)
    } else {
      const statement = database.prepare(sql)
      entry = { statement, returnsRows: statement.columns().length > 0 }
      if (kept.size >= options.keptStatements) kept.delete(kept.keys().next().value as string)
    }
    kept.set(sql, entry)
    return entry
  }

  return {
    run(sql, parameters) {
      const { statement, returnsRows } = prepare(sql)
      const values = parameters as SQLInputValue[]
      if (returnsRows) {
        const rows = statement.all(...values)
        return { rows, changed: rows.length }
      }
      return { rows: [], changed: Number(statement.run(...values).changes) }
    },
    exec: (sql) => database.exec(sql),
    dataVersion: () => (version.get() as { data_version: number }).data_version,
    get inTransaction() {
      return database.isTransaction
    },
    get keptStatements() {
      return kept.size
    },
    close: () => database.close(),
  }
}
