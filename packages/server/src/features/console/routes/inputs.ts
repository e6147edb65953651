import { type TSchema, Type } from 'typebox'

/** Names as people choose them. The verbs judge what they may be; here is only a bound. */
export const Id = Type.String({ minLength: 1, maxLength: 128 })
export const Ids = Type.Array(Id, { minItems: 1, maxItems: 100 })

/** Asked of every list: the page's size, and where it goes on. */
export const pageOf = (most: number) => ({
  after: Type.Optional(Type.String({ maxLength: 128 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: most })),
})

/** Seconds; 0 lifts it, 4294967295 is for ever. */
export const Seconds = Type.Integer({ minimum: 0, maximum: 4_294_967_295 })

export const Words = <T extends TSchema>(item: T, most: number) => Type.Array(item, { minItems: 1, maxItems: most })
