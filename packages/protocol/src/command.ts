import type { TObject } from 'typebox'
import type { ErrorName } from './errors.ts'

/**
 * What a wrong field is answered with. `type`: it is missing, or no JSON value of the right type; `value`: its value is not one of
 * those allowed; `many`: it is a list of more than it may have, where that has a code of its own. One name stands for all.
 */
export type FieldRefusal =
  | ErrorName
  | { readonly type: ErrorName; readonly value: ErrorName; readonly many?: ErrorName }

/** One command of the server API, as data: routing, validation, limits, OpenAPI and the reference pages come from it. */
export interface Command<I extends TObject = TObject, O extends TObject = TObject> {
  /** One or two sentences for the reader of docs/reference/rest. */
  readonly title: string
  /** Fields in the order in which they are judged: the first wrong one decides the answer. */
  readonly input: I
  /** What the answer has beside ActionStatus, ErrorCode, ErrorInfo and ErrorDisplay. */
  readonly output: O
  /** By field of `input`; those not named are answered with the parameter error of the service. */
  readonly fields?: { readonly [field: string]: FieldRefusal }
  /** Older names of fields, `{ Identifier: 'UserID' }`: taken where the newer one is absent. */
  readonly renamed?: { readonly [older: string]: string }
  /** What a verb refuses → what this command answers. The others keep their names. */
  readonly says?: { readonly [refusal in ErrorName]?: ErrorName }
  /** What it may answer beside what `fields` and `says` name and what every command does. */
  readonly errors?: readonly ErrorName[]
  /** Calls per second and application. Default: the setting `rest.requestsPerSecond`, 200. */
  readonly perSecond?: number
  /** Answered to GET too, which has no body. */
  readonly byGet?: boolean
  /** Where it differs from the service that it stands in for, or where facts were inferred. For the coverage page. */
  readonly note?: string
}

/**
 * @example
 * command({ title: 'End the logins of an account.', input: Type.Object({ UserID: AnyUserId('Whose.') }), output: Nothing })
 */
export const command = <I extends TObject, O extends TObject>(value: Command<I, O>): Command<I, O> => value
