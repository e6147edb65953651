import type { Compilable, Kysely, Transaction } from 'kysely'

/**
 * Relational state, the same queries on every engine. Reads are immediate and see all that was committed; writes go through one
 * writer, are durable when they resolve, and never stall the event loop (SQLite: a worker thread; small writes share an fsync).
 *
 * @typeParam T the tables, composed in `im.ts` from what each feature's `store.ts` declares
 */
export interface Database<T> {
  /** Reads only: a write through it throws. */
  readonly read: Kysely<T>
  /**
   * Runs the statements in order in one transaction, atomically. Concurrent calls share a commit (each keeps its own atomicity).
   * @returns one result per statement: rows changed, and rows when the statement has `returning`
   */
  write(statements: readonly Compilable[]): Promise<WriteResult[]>
  /** An interactive transaction: for read-decide-write. Serialized with all other writers. */
  transaction<R>(work: (trx: Transaction<T>) => Promise<R>): Promise<R>
  /** A number that changes whenever another process may have written; undefined when it cannot be told. */
  foreignVersion(): number
  close(): Promise<void>
}

export interface WriteResult {
  readonly changed: number
  readonly rows: readonly Record<string, unknown>[]
}
