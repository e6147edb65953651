import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { WriteResult } from './database.ts'
import { fromSqlite } from './errors.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import type { Lease, SqliteWriter } from './sqlite-writer.ts'

/** The connections take turns by themselves, so Kysely's mutex would only add turns of the event loop. */
class OwnTurnsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

const dialect = (driver: Driver): Dialect => ({
  createDriver: () => driver,
  createAdapter: () => new OwnTurnsAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
})

const streaming = (): never => {
  throw new Error('Streaming is not supported: read pages.')
}

const toQueryResult = <R>({ rows, changed }: WriteResult): QueryResult<R> => ({
  rows: rows as R[],
  numAffectedRows: BigInt(changed),
})

/** Reads on the calling thread: a kept statement answers in microseconds, a hop to another thread costs more. */
export function readDialect(connection: SqliteConnection): Dialect {
  const shared: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery) {
      try {
        return toQueryResult<R>(connection.run(sql, parameters))
      } catch (error) {
        throw fromSqlite({ message: (error as Error).message, code: (error as { errcode: number }).errcode })
      }
    },
    streamQuery: streaming,
  }
  const refuse = async (): Promise<never> => {
    throw new Error('`read` has no transactions: use `transaction` of the database.')
  }
  return dialect({
    init: async () => undefined,
    acquireConnection: async () => shared,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  })
}

interface LeasedConnection extends DatabaseConnection {
  readonly lease: Lease
}

/** Transactions on the writer thread. A connection is a lease, which begins its transaction itself. */
export function transactionDialect(writer: SqliteWriter): Dialect {
  const leaseOf = (connection: DatabaseConnection): Lease => (connection as LeasedConnection).lease
  const run = (connection: DatabaseConnection, sql: string) =>
    connection.executeQuery(CompiledQuery.raw(sql)).then(() => undefined)
  return dialect({
    init: async () => undefined,
    async acquireConnection(): Promise<LeasedConnection> {
      const lease = await writer.lease()
      return {
        lease,
        async executeQuery<R>({ sql, parameters }: CompiledQuery) {
          return toQueryResult<R>(await lease.query({ sql, parameters }))
        },
        streamQuery: streaming,
      }
    },
    beginTransaction: async () => undefined,
    commitTransaction: (connection) => leaseOf(connection).commit(),
    rollbackTransaction: (connection) => leaseOf(connection).end(),
    savepoint: (connection, name) => run(connection, `savepoint "${name}"`),
    rollbackToSavepoint: (connection, name) => run(connection, `rollback to "${name}"`),
    releaseSavepoint: (connection, name) => run(connection, `release "${name}"`),
    releaseConnection: (connection) => leaseOf(connection).end(),
    destroy: async () => undefined,
  })
}
