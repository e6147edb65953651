import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import { MsgBody } from '../message.ts'
import { AnyUserId, Nothing, Users } from './fields.ts'
import { OPENIM_IMPORT_COMMANDS } from './openim-import.ts'
import { C2C_FIELDS, OPENIM_SEND_COMMANDS } from './openim-send.ts'

const MsgKey = Type.String({ description: '`<MsgSeq>_<MsgRandom>_<MsgTime>`' })
const Seconds = Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'Unix seconds.' })
const From = AnyUserId('Who sent it.')
const To = AnyUserId('Who received it.')
const FIELDS = {
  ...C2C_FIELDS,
  MsgKey: 'C2C_KEY_MALFORMED',
  Operator_Account: 'C2C_SENDER_UNKNOWN',
  Peer_Account: 'C2C_RECEIVER_MISSING',
  Report_Account: 'C2C_SENDER_UNKNOWN',
} as const satisfies Command['fields']

/** Private messages that were sent. */
export const OPENIM_COMMANDS = {
  ...OPENIM_SEND_COMMANDS,
  ...OPENIM_IMPORT_COMMANDS,
  'openim/admin_getroammsg': command({
    title: 'A private conversation as one of its sides sees it, newest first by pages, ascending within a page.',
    input: Type.Object({
      Operator_Account: AnyUserId('Whose view.'),
      Peer_Account: AnyUserId('The other side.'),
      MaxCnt: Type.Integer({ minimum: 1, maximum: 0xffff_ffff, description: 'At most 100 are told.' }),
      MinTime: Seconds,
      MaxTime: Seconds,
      LastMsgKey: Type.Optional(Type.String({ description: 'Of the page before.' })),
    }),
    output: Type.Object({
      Complete: Type.Integer({ description: '1 when there is nothing older in this time.' }),
      MsgCnt: Type.Integer(),
      LastMsgTime: Type.Integer({ description: 'Of the oldest message of this page: MaxTime of the next call.' }),
      LastMsgKey: Type.String({ description: 'For the next call.' }),
      MsgList: Type.Array(
        Type.Object({
          From_Account: Type.String(),
          To_Account: Type.String(),
          MsgSeq: Type.Integer(),
          MsgRandom: Type.Integer(),
          MsgTimeStamp: Type.Integer({ description: 'Server clock.' }),
          MsgClientTime: Type.Integer({ description: 'The sender’s clock.' }),
          MsgFlagBits: Type.Integer({ description: '0, or 8: taken back' }),
          IsPeerRead: Type.Integer(),
          MsgKey,
          MsgId: Type.String(),
          MsgBody: Type.Array(Type.Object({})),
          CloudCustomData: Type.Optional(Type.String()),
          SupportMessageExtension: Type.Optional(Type.Integer()),
        }),
      ),
    }),
    renamed: { From_Account: 'Operator_Account', To_Account: 'Peer_Account' },
    fields: FIELDS,
    note: 'LastMsgTime and LastMsgKey are those of the oldest message of the page (inferred).',
  }),
  'openim/admin_msgwithdraw': command({
    title: 'Take back a private message, however old.',
    input: Type.Object({ From_Account: From, To_Account: To, MsgKey }),
    output: Nothing,
    fields: FIELDS,
    errors: ['RECALL_NOT_FOUND', 'MESSAGE_RECALLED'],
  }),
  'openim/modify_c2c_msg': command({
    title: 'Replace the body of a private message, its custom data, or both.',
    input: Type.Object({
      From_Account: From,
      To_Account: To,
      MsgKey,
      MsgBody: Type.Optional(MsgBody),
      CloudCustomData: Type.Optional(Type.String()),
    }),
    output: Nothing,
    fields: FIELDS,
    says: { MESSAGE_NOT_FOUND: 'RECALL_NOT_FOUND', MESSAGE_TOO_LONG: 'REQUEST_TOO_LONG' },
    errors: ['MESSAGE_RECALLED', 'MESSAGE_INVALID'],
    note: 'Elements that stand for files are left as they were (90010).',
  }),
  'openim/admin_set_msg_read': command({
    title: 'Mark a private conversation as read by one side, up to a time.',
    input: Type.Object({
      Report_Account: AnyUserId('Who has read.'),
      Peer_Account: AnyUserId('The other side.'),
      MsgReadTime: Type.Optional(Seconds),
    }),
    output: Nothing,
    fields: FIELDS,
  }),
  'openim/c2c_msg_read_receipt': command({
    title: 'Tell the sender that messages which asked for a receipt were read.',
    input: Type.Object({
      Operator_Account: AnyUserId('Who has read.'),
      Peer_Account: AnyUserId('Who sent.'),
      C2CMsgInfo: Type.Array(
        Type.Object({
          From_Account: Type.Optional(Type.String()),
          To_Account: Type.Optional(Type.String()),
          MsgKey,
        }),
        { minItems: 1, maxItems: 30 },
      ),
    }),
    output: Nothing,
    fields: FIELDS,
    says: { MESSAGE_NOT_FOUND: 'RECALL_NOT_FOUND' },
    errors: ['RECALL_NOT_FOUND'],
    note: 'A message that asked for no receipt is 90001.',
  }),
  'openim/get_c2c_unread_msg_num': command({
    title: 'How many private messages a user has not read: of some peers, or of all.',
    input: Type.Object({
      To_Account: AnyUserId('Whose.'),
      Peer_Account: Type.Optional(Users('Of whom.', 10)),
    }),
    output: Type.Object({
      AllC2CUnreadMsgNum: Type.Optional(Type.Integer({ description: 'Without Peer_Account.' })),
      C2CUnreadMsgNumList: Type.Optional(
        Type.Array(Type.Object({ Peer_Account: Type.String(), C2CUnreadMsgNum: Type.Integer() })),
      ),
      ErrorList: Type.Optional(Type.Array(Type.Object({ Peer_Account: Type.String(), ErrorCode: Type.Integer() }))),
    }),
    fields: FIELDS,
    errors: ['C2C_ACCOUNT_UNKNOWN'],
    note: 'The number of all leaves out conversations that do not notify, as clients count it.',
  }),
  'openim/delete_c2c_msg_ramble': command({
    title: "Delete messages from one side's view of a private conversation.",
    input: Type.Object({
      Operator_Account: AnyUserId('Whose view.'),
      Peer_Account: AnyUserId('The other side.'),
      MsgKeyList: Type.Array(Type.String(), { minItems: 1, maxItems: 30 }),
    }),
    output: Type.Object({ InvalidMsgKeyList: Type.Array(Type.String(), { description: 'What names no message.' }) }),
    fields: FIELDS,
  }),
} as const
