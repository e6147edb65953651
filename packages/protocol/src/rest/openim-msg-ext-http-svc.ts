import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import { AnyUserId } from './fields.ts'
import { GroupId } from './group-fields.ts'

const C2C_PLACE = {
  From_Account: AnyUserId('Who sent it.'),
  To_Account: AnyUserId('Who received it.'),
  MsgKey: Type.String({ description: '`<MsgSeq>_<MsgRandom>_<MsgTime>`' }),
} as const
const GROUP_PLACE = { GroupId, MsgSeq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) } as const

const WORK = {
  OperateType: Type.Integer({ minimum: 1, maximum: 3, description: '1 set, 2 delete, 3 clear' }),
  ExtensionList: Type.Optional(
    Type.Array(
      Type.Object({
        Key: Type.String({ description: 'At most 100 bytes.' }),
        Value: Type.Optional(Type.String({ description: 'At most 1,000 bytes.' })),
        Seq: Type.Optional(Type.Integer({ description: 'Not looked at: the application overwrites.' })),
      }),
      { maxItems: 20 },
    ),
  ),
} as const
const Extension = Type.Object({ Key: Type.String(), Value: Type.String(), Seq: Type.Integer() })
const Done = Type.Object({
  ExtensionList: Type.Array(Type.Object({ ErrorCode: Type.Integer(), Extension })),
})
const From = { StartSeq: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) } as const
const Page = Type.Object({
  ExtensionList: Type.Array(Extension, { description: 'By Seq, at most 200.' }),
  CompleteFlag: Type.Integer({ description: '1 on the last page.' }),
  LatestSeq: Type.Integer(),
  ClearSeq: Type.Integer({ description: 'Everything with a Seq up to this was cleared.' }),
})

const WRITING = ['EXTENSION_RATE', 'EXTENSION_LIMIT'] as const
const C2C = {
  fields: { From_Account: 'C2C_SENDER_UNKNOWN', To_Account: 'C2C_RECEIVER_MISSING', MsgKey: 'C2C_KEY_MALFORMED' },
  errors: ['EXTENSION_NOT_FOUND', 'EXTENSION_UNSUPPORTED'],
} as const satisfies Partial<Command>
const GROUP = {
  fields: { GroupId: 'GROUP_PARAMETER', MsgSeq: 'GROUP_PARAMETER' },
  errors: ['GROUP_NOT_FOUND', ...C2C.errors],
} as const satisfies Partial<Command>

/** Keys and values beside messages. */
export const EXTENSION_COMMANDS = {
  'openim_msg_ext_http_svc/set_key_values': command({
    title: 'Set, delete or clear what is kept beside a private message.',
    input: Type.Object({ ...C2C_PLACE, ...WORK }),
    output: Done,
    ...C2C,
    errors: [...C2C.errors, ...WRITING],
  }),
  'openim_msg_ext_http_svc/get_key_values': command({
    title: 'What is kept beside a private message, in pages.',
    input: Type.Object({ ...C2C_PLACE, ...From }),
    output: Page,
    ...C2C,
  }),
  'openim_msg_ext_http_svc/group_set_key_values': command({
    title: 'Set, delete or clear what is kept beside a message of a group.',
    input: Type.Object({ ...GROUP_PLACE, ...WORK }),
    output: Done,
    ...GROUP,
    errors: [...GROUP.errors, ...WRITING],
  }),
  'openim_msg_ext_http_svc/group_get_key_values': command({
    title: 'What is kept beside a message of a group, in pages.',
    input: Type.Object({ ...GROUP_PLACE, ...From }),
    output: Page,
    ...GROUP,
  }),
} as const
