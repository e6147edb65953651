import { Type } from 'typebox'
import { FOLLOW_LIMITS, FOLLOW_LIST, FOLLOW_TYPE } from '../../follow.ts'
import { op, UserId } from './op.ts'

const Users = (max: number) => Type.Array(UserId('Whom it is about.'), { minItems: 1, maxItems: max })
const Code = () => Type.Integer({ description: '0, or the code of the refusal.' })
const Results = Type.Object({
  results: Type.Array(Type.Object({ userId: Type.String(), code: Code() }), { description: 'In the order asked for.' }),
})

/** Requests about following. */
export const FOLLOW_OPS = {
  'follow.add': op({
    title: 'Follow people. Nobody is asked; doing it again changes nothing.',
    input: Type.Object({ userIds: Users(FOLLOW_LIMITS.users) }),
    output: Results,
  }),
  'follow.remove': op({
    title: 'Follow people no longer.',
    input: Type.Object({ userIds: Users(FOLLOW_LIMITS.users) }),
    output: Results,
  }),
  'follow.list': op({
    title: 'Who follows the own user (1), whom the own user follows (2), or both ways (3); in the order of UserIDs.',
    input: Type.Object({
      type: Type.Enum(FOLLOW_LIST),
      cursor: Type.Optional(Type.String({ maxLength: 32, description: 'Of the page before; absent: the first.' })),
    }),
    output: Type.Object({
      users: Type.Array(
        Type.Object({ userId: Type.String(), time: Type.Integer({ description: 'Since when, server ms.' }) }),
      ),
      cursor: Type.Optional(Type.String({ description: 'Absent on the last page.' })),
      revision: Type.Integer({ description: 'Of `followers` for 1, else of `following`.' }),
    }),
  }),
  'follow.info': op({
    title: 'How many follow some users, how many they follow, and how many both ways.',
    input: Type.Object({ userIds: Users(FOLLOW_LIMITS.users) }),
    output: Type.Object({
      results: Type.Array(
        Type.Object({
          userId: Type.String(),
          code: Code(),
          followers: Type.Integer(),
          following: Type.Integer(),
          mutual: Type.Integer(),
        }),
      ),
    }),
  }),
  'follow.check': op({
    title: 'Do they follow the own user (1), does the own user follow them (2), both (3) or neither (0)?',
    input: Type.Object({ userIds: Users(FOLLOW_LIMITS.checked) }),
    output: Type.Object({
      results: Type.Array(Type.Object({ userId: Type.String(), type: Type.Enum(FOLLOW_TYPE) })),
    }),
  }),
} as const
