import { ERRORS, type ErrorName, type ErrorRow } from '@signet/protocol/errors'

/** A refusal that the caller is told about. Anything else that is thrown becomes INTERNAL with a reference to the log. */
export class Failure extends Error {
  readonly errorName: ErrorName
  readonly row: ErrorRow
  /** Milliseconds after which a retry makes sense. */
  readonly retryAfter: number | undefined

  constructor(errorName: ErrorName, detail?: string, retryAfter?: number) {
    const row: ErrorRow = ERRORS[errorName]
    super(detail ?? `${row.text} ${row.advice}`)
    this.name = 'Failure'
    this.errorName = errorName
    this.row = row
    this.retryAfter = retryAfter
  }

  get code(): number {
    return this.row.code
  }
}

/** `throw fail('MESSAGE_TOO_LONG', 'MsgBody has 12,345 bytes; at most 12,288.')` */
export const fail = (name: ErrorName, detail?: string, retryAfter?: number): Failure =>
  new Failure(name, detail, retryAfter)
