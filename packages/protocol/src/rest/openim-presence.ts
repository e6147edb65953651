import { Type } from 'typebox'
import { command } from '../command.ts'
import { AnyUsers } from './fields.ts'

const Status = Type.String({ description: '`Online` or `Offline`' })
const input = Type.Object({
  To_Account: AnyUsers('Up to 500.'),
  IsNeedDetail: Type.Optional(Type.Integer({ minimum: 0, maximum: 1, description: '1: by platform.' })),
})
const Detail = Type.Optional(Type.Array(Type.Object({ Platform: Type.String(), Status })))
const ErrorList = Type.Optional(Type.Array(Type.Object({ To_Account: Type.String(), ErrorCode: Type.Integer() })))
const rules = {
  fields: { To_Account: 'C2C_RECEIVER_MISSING' },
  errors: ['C2C_TOO_MANY', 'ACCOUNT_NOT_FOUND'],
  note: 'PushOnline is never told: who has no session is Offline.',
} as const

/** Who is there. */
export const PRESENCE_COMMANDS = {
  'openim/query_online_status': command({
    title: 'Who is logged in now.',
    input,
    output: Type.Object({
      QueryResult: Type.Array(Type.Object({ To_Account: Type.String(), Status, Detail })),
      ErrorList,
    }),
    ...rules,
  }),
  'openim/querystate': command({
    title: 'The older name of openim/query_online_status.',
    input,
    output: Type.Object({
      QueryResult: Type.Array(Type.Object({ To_Account: Type.String(), State: Status, Detail })),
      ErrorList,
    }),
    ...rules,
  }),
} as const
