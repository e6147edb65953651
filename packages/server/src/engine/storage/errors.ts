import { fail } from '../failure.ts'

export type ConstraintKind = 'unique' | 'foreign-key' | 'not-null' | 'check' | 'other'

/** The data break a rule of the schema. Callers decide what it means; one that nobody expects is a bug and becomes INTERNAL. */
export class ConstraintViolation extends Error {
  readonly kind: ConstraintKind

  constructor(kind: ConstraintKind, message: string) {
    super(message)
    this.name = 'ConstraintViolation'
    this.kind = kind
  }
}

/** True for a row that collides with another one in a primary key or a unique index, on every engine. */
export const isUniqueViolation = (error: unknown): error is ConstraintViolation =>
  error instanceof ConstraintViolation && error.kind === 'unique'

/** True for a row that refers to a row that does not exist, on every engine. */
export const isForeignKeyViolation = (error: unknown): error is ConstraintViolation =>
  error instanceof ConstraintViolation && error.kind === 'foreign-key'

/** A SQLite error as it crosses the thread boundary, where a class would lose its fields. */
export interface SqliteErrorInfo {
  readonly message: string
  /** SQLite's extended result code; absent for an error that is not SQLite's. */
  readonly code?: number
}

const CONSTRAINT = 19
const READ_ONLY = 8
const KIND_BY_EXTENDED_CODE = new Map<number, ConstraintKind>([
  [1555, 'unique'],
  [2067, 'unique'],
  [2579, 'unique'],
  [787, 'foreign-key'],
  [1299, 'not-null'],
  [275, 'check'],
])

/** PERM, BUSY, LOCKED, NOMEM, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB: the statement was right, the store is not. */
const UNAVAILABLE: ReadonlySet<number> = new Set([3, 5, 6, 7, 10, 11, 13, 14, 15, 26])

/** What a SQLite error means to a caller of `Database`. */
export function fromSqlite(info: SqliteErrorInfo): Error {
  const { code, message } = info
  if (code === undefined) return new Error(message)
  const primary = code & 0xff
  if (primary === CONSTRAINT) return new ConstraintViolation(KIND_BY_EXTENDED_CODE.get(code) ?? 'other', message)
  if (UNAVAILABLE.has(primary)) return unavailable(message)
  if (primary === READ_ONLY) return new Error(`${message}: \`read\` is for reading; pass the statement to \`write\`.`)
  return new Error(message)
}

/** STORE_UNAVAILABLE for the caller; why, for the log only. */
export function unavailable(why: string): Error {
  const failure = fail('STORE_UNAVAILABLE')
  failure.cause = new Error(why)
  return failure
}
