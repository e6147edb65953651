import type { WriteResult } from './database.ts'
import type { SqliteErrorInfo } from './errors.ts'
import type { ConnectionOptions } from './sqlite-connection.ts'

/** What the two threads of the SQLite engine say to each other. Types only: the worker imports nothing but node:*. */

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

export type WorkerRequest =
  | { readonly kind: 'batch'; readonly calls: readonly (readonly Statement[])[] }
  | { readonly kind: 'begin' }
  | { readonly kind: 'query'; readonly statement: Statement }
  | { readonly kind: 'commit' }
  | { readonly kind: 'rollback' }
  | { readonly kind: 'close' }

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: SqliteErrorInfo }

/** The answer to a `batch` has one outcome per call; to a `query` one result; to the others nothing. */
export type WorkerAnswer = { readonly id: number } & Outcome<Outcome<WriteResult[]>[] | WriteResult | undefined>

export interface WorkerSetup {
  readonly path: string
  readonly connection: ConnectionOptions
  /** One Int32: how often another process's commit was noticed. */
  readonly foreignVersion: SharedArrayBuffer
  /** How often to look for another process's commit, ms. */
  readonly foreignPoll: number
}
