import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import { AnyUserId, Nothing } from './fields.ts'
import { C2C_FIELDS } from './openim-send.ts'

const FIELDS = {
  Robot_Account: 'C2C_ACCOUNT_UNKNOWN',
  From_Account: C2C_FIELDS.From_Account,
  To_Account: C2C_FIELDS.To_Account,
  MsgKey: 'C2C_KEY_MALFORMED',
} as const satisfies Command['fields']

/** Accounts that a program speaks for. */
export const ROBOT_COMMANDS = {
  'openim_robot_http_svc/create_robot': command({
    title:
      'Make a robot: an account whose UserID begins with `@RBT#`. One that is there already gets what is new about it.',
    input: Type.Object({
      UserID: AnyUserId('`@RBT#` and more; at most 32 bytes.'),
      Nick: Type.Optional(Type.String({ description: 'At most 500 bytes.' })),
      FaceUrl: Type.Optional(Type.String({ description: 'At most 500 bytes.' })),
      SelfSignature: Type.Optional(Type.String({ description: 'At most 500 bytes.' })),
    }),
    output: Nothing,
    says: { PROFILE_VALUE_TOO_LONG: 'C2C_REQUEST_MALFORMED' },
    note: 'More than 20 robots are 90001 (inferred).',
  }),
  'openim_robot_http_svc/delete_robot': command({
    title: 'Delete a robot and its account, as account_delete does.',
    input: Type.Object({ Robot_Account: AnyUserId('Which.') }),
    output: Nothing,
    fields: FIELDS,
  }),
  'openim_robot_http_svc/get_all_robots': command({
    title: 'The robots of the application.',
    input: Type.Object({}),
    output: Type.Object({ Robot_Account: Type.Array(Type.String(), { description: 'In the order of their ids.' }) }),
  }),
  'openim_robot_http_svc/send_stream_msg': command({
    title: 'Send a private message of a robot piece by piece: the first call sends it, each further one appends to it.',
    input: Type.Object({
      From_Account: AnyUserId('The robot.'),
      To_Account: AnyUserId('The receiver.'),
      Chunk: Type.String({ description: 'What to append.' }),
      MsgKey: Type.Optional(Type.String({ description: 'What the first call answered; absent on the first call.' })),
      Finish: Type.Optional(Type.Integer({ minimum: 0, maximum: 1, description: '1: nothing comes after this.' })),
    }),
    output: Type.Object({ MsgKey: Type.String({ description: 'For the next call.' }) }),
    fields: FIELDS,
    says: {
      RECEIVER_INVALID: 'C2C_RECEIVER_UNKNOWN',
      MESSAGE_TOO_LONG: 'REQUEST_TOO_LONG',
      MESSAGE_NOT_FOUND: 'RECALL_NOT_FOUND',
    },
    errors: ['C2C_RECEIVER_UNKNOWN', 'RECALL_NOT_FOUND', 'MESSAGE_RECALLED', 'WEBHOOK_REFUSED', 'WEBHOOK_FAILED'],
    note: 'One text element that is edited as it grows, within the longest message; its CloudCustomData is `{"stream":"open"}` until the last piece, then `{"stream":"done"}`. To append to a finished one is 90054 (inferred).',
  }),
} as const
