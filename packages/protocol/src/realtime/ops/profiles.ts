import { Type } from 'typebox'
import { PROFILE_LIMITS } from '../../profile.ts'
import { op, UserId } from './op.ts'

const Tag = Type.String({ minLength: 1, maxLength: 64, description: '`Tag_Profile_IM_…` or `Tag_Profile_Custom_…`' })
const Value = Type.Union([Type.String(), Type.Integer()])
const Item = Type.Object({ tag: Tag, value: Value })

/** Requests about profiles, and the revisions by which devices stay in step. */
export const PROFILE_OPS = {
  revisions: op({
    title:
      'The revision of everything that the devices of a user share. Ask after a reconnect, then fetch only what has another revision than your copy.',
    input: Type.Object({}),
    output: Type.Object({
      revisions: Type.Record(Type.String(), Type.Integer(), {
        description: 'By what it is of; what never changed is absent.',
      }),
    }),
  }),
  'profile.get': op({
    title:
      'Read profiles, also of others. A field without a value is left out; so is one that the caller may not read.',
    input: Type.Object({
      userIds: Type.Array(UserId('Whose.'), { minItems: 1, maxItems: PROFILE_LIMITS.users }),
      tags: Type.Optional(
        Type.Array(Tag, { maxItems: PROFILE_LIMITS.items, description: 'Only these fields. Default: all.' }),
      ),
    }),
    output: Type.Object({
      profiles: Type.Array(
        Type.Object({
          userId: Type.String(),
          code: Type.Integer({ description: '0, or 40003: there is no such account.' }),
          items: Type.Array(Item),
        }),
      ),
      rest: Type.Optional(
        Type.Array(Type.String(), { description: 'UserIDs that did not fit into this answer: ask again for these.' }),
      ),
    }),
  }),
  'profile.set': op({
    title: 'Change fields of the own profile: all of them or none.',
    input: Type.Object({ items: Type.Array(Item, { minItems: 1, maxItems: PROFILE_LIMITS.items }) }),
    output: Type.Object({}),
  }),
} as const
