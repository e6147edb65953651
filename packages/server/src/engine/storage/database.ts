import type { Compilable, Kysely, Transaction } from 'kysely'

/**
 * Relational state, the same queries on every engine. Reads are immediate and see all that was committed; writes go through one
 * writer, are durable when they resolve, and never stall the event loop (SQLite: a worker thread; small writes share an fsync).
 *
 * STO1 `write` answers only after its statements are durable, and they are stored all or none.
 * STO2 Concurrent `write` calls may share a commit; one that breaks a constraint fails alone, with nothing of it stored.
 * STO3 What `write` or `transaction` has answered, `read` sees.
 * STO4 `transaction` excludes every other writer; when its work throws, nothing of it is stored and the error is the caller's.
 * STO5 A write through `read` throws.
 * STO6 A statement that is no fault of the data (disk full, I/O error) is refused with STORE_UNAVAILABLE; later writes succeed
 *      without a restart once the cause is gone.
 * STO7 `foreignVersion` changes within a second of another process's commit, and not for writes of this process, unless it calls `renew`.
 * STO8 After `close`, everything that was called before is settled and everything called later is refused.
 *
 * @typeParam T the tables, composed in `im.ts` from what each feature's `store.ts` declares
 */
export interface Database<T> {
  /** Reads only: a write through it throws. Statements for `write` are built with it. */
  readonly read: Kysely<T>
  /**
   * Runs the statements in order in one transaction, atomically. Concurrent calls share a commit (each keeps its own atomicity).
   *
   * @example
   * await db.write([db.read.insertInto('account').values(row).onConflict((c) => c.doNothing())])
   * @returns one result per statement: rows changed, and rows when the statement has `returning`
   * @throws ConstraintViolation (see `isUniqueViolation`); STORE_UNAVAILABLE; OVERLOADED when too many writes wait
   */
  write(statements: readonly Compilable[]): Promise<WriteResult[]>
  /**
   * An interactive transaction, for read-decide-write. Serialized with all other writers, so keep it short: await nothing but `trx`.
   * A transaction that takes too long is rolled back; `write` and `transaction` inside of one throw (they would wait for themselves).
   */
  transaction<R>(work: (trx: Transaction<T>) => Promise<R>): Promise<R>
  /** A number that is another one after another process has committed: drop what you cached from here. Costs nanoseconds. */
  foreignVersion(): number
  /** Makes `foreignVersion` another number: for rows that were written or taken away behind the back of whoever caches them. */
  renew(): void
  /** Waits for what is under way. Idempotent. */
  close(): Promise<void>
}

export interface WriteResult {
  readonly changed: number
  readonly rows: readonly Record<string, unknown>[]
}
