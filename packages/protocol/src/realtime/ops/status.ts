import { Type } from 'typebox'
import { STATUS_LIMITS } from '../../status.ts'
import { op, UserId } from './op.ts'

const Users = (max: number) => Type.Array(UserId('Whom it is about.'), { minItems: 1, maxItems: max })
const Status = Type.Enum(['online', 'offline'])
const CustomStatus = Type.String({ description: 'Empty when there is none.' })
const Results = Type.Object({
  results: Type.Array(
    Type.Object({
      userId: Type.String(),
      code: Type.Integer({ description: '0, or the code of the refusal (70107: no such account).' }),
      status: Type.Optional(Status),
      customStatus: Type.Optional(CustomStatus),
    }),
    { description: 'In the order asked for.' },
  ),
})

/** Requests about who is online. */
export const STATUS_OPS = {
  'status.set': op({
    title: 'Say something about oneself, for as long as one is online: `In a call`. Empty takes it back.',
    input: Type.Object({
      customStatus: Type.String({
        maxLength: STATUS_LIMITS.customStatusBytes,
        description: `At most ${STATUS_LIMITS.customStatusBytes} bytes.`,
      }),
    }),
    output: Type.Object({ userId: Type.String(), status: Status, customStatus: CustomStatus }),
  }),
  'status.get': op({
    cost: 10,
    title: 'Who of these is online, and what they say about themselves.',
    input: Type.Object({ userIds: Users(STATUS_LIMITS.users) }),
    output: Results,
  }),
  'status.subscribe': op({
    cost: 5,
    title:
      'Hear of changes, as `status` packets, at most one a second. Answers how things stand. Ends with the session.',
    input: Type.Object({ userIds: Users(STATUS_LIMITS.subscribed) }),
    output: Results,
  }),
  'status.unsubscribe': op({
    title: 'Hear of changes no longer; without `userIds`, of nobody.',
    input: Type.Object({ userIds: Type.Optional(Users(STATUS_LIMITS.subscribed)) }),
    output: Type.Object({}),
  }),
} as const
