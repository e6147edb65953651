/** What the server refused, or that it could not be asked. */
export class ApiFailure extends Error {
  /** HTTP; 0 when nothing came back. */
  readonly status: number
  /** Stable name of the error, from docs/reference/errors.md; `OFFLINE` when nothing came back. */
  readonly errorName: string
  readonly code: number
  /** s: when to try again, if the server said so. */
  readonly retryAfter: number | undefined

  constructor(fields: {
    readonly status: number
    readonly name: string
    readonly code: number
    readonly message: string
    readonly retryAfter?: number | undefined
  }) {
    super(fields.message)
    this.status = fields.status
    this.errorName = fields.name
    this.code = fields.code
    this.retryAfter = fields.retryAfter
  }
}
