import { ERRORS, type ErrorName, type ErrorRow } from '@signet/protocol/errors'

/** A refusal that the caller is told about. Anything else that is thrown becomes INTERNAL with a reference to the log. */
export class Failure extends Error {
  readonly errorName: ErrorName
  readonly row: ErrorRow
  /** Milliseconds after which a retry makes sense. */
  readonly retryAfter: number | undefined
  /** That of the row, or one that the application gave. */
  readonly code: number

  constructor(errorName: ErrorName, detail?: string, retryAfter?: number, code?: number) {
    const row: ErrorRow = ERRORS[errorName]
    super(detail ?? `${row.text} ${row.advice}`)
    this.name = 'Failure'
    this.errorName = errorName
    this.row = row
    this.retryAfter = retryAfter
    this.code = code ?? row.code
  }
}

/** `throw fail('MESSAGE_TOO_LONG', 'MsgBody has 12,345 bytes; at most 12,288.')` */
export const fail = (name: ErrorName, detail?: string, retryAfter?: number): Failure =>
  new Failure(name, detail, retryAfter)
