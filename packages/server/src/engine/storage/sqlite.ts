import { chmod, mkdir, open, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Kysely } from 'kysely'
import { fail } from '../failure.ts'
import type { Database } from './database.ts'
import { fromSqlite } from './errors.ts'
import { openConnection, type SqliteConnection } from './sqlite-connection.ts'
import { readDialect, transactionDialect } from './sqlite-dialect.ts'
import { createWriter } from './sqlite-writer.ts'

export interface SqliteOptions {
  /** Most `write` calls that share one commit. Default 256. */
  readonly maxBatch?: number
  /** Most `write` and `transaction` calls that wait; more are refused with OVERLOADED. Default 65,536. */
  readonly maxQueued?: number
  /** A transaction that is still open after this many ms is rolled back. Default 10,000. */
  readonly transactionTimeout?: number
  /** How long to wait for a lock that another process holds, ms. Default 5,000. */
  readonly busyTimeout?: number
  /** How often to look for commits of other processes, ms. Default 250. */
  readonly foreignPoll?: number
  /** Most prepared statements kept per connection. Default 500. */
  readonly keptStatements?: number
}

/**
 * Opens (or creates, 0600 in a 0700 folder) a SQLite file as a database. It has no tables before `migrate` ran.
 *
 * @example
 * const db = await openSqlite<Tables>(join(dataDir, 'signet.db'))
 * await migrate(db)
 * @throws STORE_UNAVAILABLE when the file cannot be opened, is not a database (the reason is its `cause`), or is damaged (looked for in
 * files up to 64 MiB)
 */
export async function openSqlite<T>(path: string, options: SqliteOptions = {}): Promise<Database<T>> {
  const file = resolve(path)
  await createPrivate(file)
  const keptStatements = options.keptStatements ?? 500
  const busyTimeout = options.busyTimeout ?? 5_000
  const writer = createWriter(
    {
      path: file,
      connection: { readOnly: false, busyTimeout, keptStatements },
      foreignVersion: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
      foreignPoll: options.foreignPoll ?? 250,
    },
    {
      maxBatch: options.maxBatch ?? 256,
      maxQueued: options.maxQueued ?? 65_536,
      transactionTimeout: options.transactionTimeout ?? 10_000,
    },
  )
  let renewals = 0
  let reader: SqliteConnection
  try {
    // The writer first: it makes the file a database in WAL mode, which a read-only connection cannot.
    await (await writer.lease()).end()
    reader = openReader(file, busyTimeout, keptStatements)
    await refuseDamaged(reader, file)
  } catch (error) {
    await writer.close().catch(() => undefined)
    throw error
  }
  const read = new Kysely<T>({ dialect: readDialect(reader) })
  const transactions = new Kysely<T>({ dialect: transactionDialect(writer) })
  let closing: Promise<void> | undefined

  return {
    read,
    write: (statements) =>
      writer.write(
        statements.map((statement) => {
          const { sql, parameters } = statement.compile()
          return { sql, parameters }
        }),
      ),
    transaction: (work) => transactions.transaction().execute((trx) => writer.guard(() => work(trx))),
    foreignVersion: () => writer.foreignVersion() + renewals,
    renew() {
      renewals++
    },
    close() {
      closing ??= (async () => {
        await writer.drain()
        await read.destroy()
        // Before the writer, so that the writer is the last to leave and folds the write-ahead log into the file.
        reader.close()
        await writer.close()
      })()
      return closing
    },
  }
}

/** Larger files are not looked through at every start: that reads all of them. About 0.1 s for this many bytes. */
const CHECKED_BYTES = 64 * 1024 * 1024

/** A page that the disk spoiled is found before anything is written on top of it (CHK59). @throws STORE_UNAVAILABLE */
async function refuseDamaged(reader: SqliteConnection, file: string): Promise<void> {
  if ((await stat(file)).size > CHECKED_BYTES) return
  let problem: string
  try {
    // The first line says only which database it is.
    problem = String(reader.run('pragma quick_check(1)', []).rows[0]?.['quick_check']).split('\n').at(-1)!
  } catch (error) {
    problem = (error as Error).message
  }
  if (problem === 'ok') return
  reader.close()
  throw fail('STORE_UNAVAILABLE', `The database ${file} is damaged (${problem}). Put a backup back in its place.`)
}

function openReader(file: string, busyTimeout: number, keptStatements: number): SqliteConnection {
  try {
    return openConnection(file, { readOnly: true, busyTimeout, keptStatements })
  } catch (error) {
    throw fromSqlite({ message: (error as Error).message, code: (error as { errcode: number }).errcode })
  }
}

/** SQLite gives its `-wal` and `-shm` files the permissions of the database file. */
async function createPrivate(file: string): Promise<void> {
  const folder = dirname(file)
  const created = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (created) await chmod(folder, 0o700)
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  const parent = await open(folder, 'r')
  try {
    await parent.sync()
  } finally {
    await parent.close()
  }
}
