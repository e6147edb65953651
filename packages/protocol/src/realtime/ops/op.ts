import { type TObject, Type } from 'typebox'

/** One request that a client can make, as data. */
export interface Op<I extends TObject = TObject, O extends TObject = TObject> {
  /** One or two sentences for the reader of docs/reference/protocol-ops.md. */
  readonly title: string
  readonly input: I
  readonly output: O
  /** Its answer may be long, up to LIMITS.pageChars: a session gets only as many of these at once as its queue can hold. */
  readonly paged?: true
  /** How many ordinary requests it counts as. Absent: 1, or 3 when it is paged. */
  readonly cost?: number
  /** Who is answered beside those who have logged in: those who watch a live room without an account, or anybody. */
  readonly door?: 'watchers' | 'anybody'
}

export const op = <I extends TObject, O extends TObject>(value: Op<I, O>): Op<I, O> => value

export const Uint32 = (description: string) => Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description })
export const UserId = (description: string) => Type.String({ minLength: 1, maxLength: 32, description })
export const ConversationName = () => Type.String({ maxLength: 128, description: '`C2C<peer>` or `GROUP<group>`' })
