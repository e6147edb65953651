/** Fields that many commands share. Sizes are bytes of UTF-8, judged by the verbs: the schemas only keep out what is far too long. */
import { Type } from 'typebox'

/** Any text that may name a user: whether it is a UserID is judged later, so that a batch fails by item and not as a whole. */
export const AnyUserId = (description: string) => Type.String({ maxLength: 256, description })

export const Users = (description: string, max: number, min = 1) =>
  Type.Array(AnyUserId('A UserID.'), { minItems: min, maxItems: max, description })

/** A list without bounds in the schema, for commands that have a code of their own for each. */
export const AnyUsers = (description: string) => Type.Array(AnyUserId('A UserID.'), { description })

export const Uint32 = (description: string) => Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description })

export const Seconds = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: `${description} Unix seconds.` })

/** An answer that only says whether it worked. */
export const Nothing = Type.Object({})

export const ResultCode = () => Type.Integer({ description: '0, or the code of the refusal.' })

/** One result per user that was asked for, in that order. */
export const ResultItems = () =>
  Type.Array(Type.Object({ To_Account: Type.String(), ResultCode: ResultCode(), ResultInfo: Type.String() }), {
    description: 'One per user of the request, in its order.',
  })

export const FailAccounts = () =>
  Type.Optional(Type.Array(Type.String(), { description: 'Users that were refused; absent when there are none.' }))
