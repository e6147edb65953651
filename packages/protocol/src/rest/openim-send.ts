import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import type { ErrorName } from '../errors.ts'
import { MsgBody } from '../message.ts'
import { OfflinePush } from '../offline-push.ts'
import { AnyUserId, AnyUsers, Uint32 } from './fields.ts'

/** Longest time that a message waits for who is offline, s; more is taken for this. */
export const MOST_LIFE_SECONDS = 604_800

/** What both ways of sending take beside the receivers. */
const SENDING = {
  From_Account: Type.Optional(AnyUserId('The sender. Absent: the administrator who calls.')),
  MsgRandom: Uint32('Identity of this message for retries within the same second.'),
  MsgSeq: Type.Optional(Uint32('Part of the MsgKey; the server makes one when absent.')),
  MsgBody,
  CloudCustomData: Type.Optional(Type.String({ description: 'Stored with the message.' })),
  SyncOtherMachine: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 2, description: '2: the sender has no copy, on no device and in no history.' }),
  ),
  OnlineOnlyFlag: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1, description: '1: to who is online, stored nowhere.' }),
  ),
  MsgLifeTime: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'Seconds; 0: to who is online, stored nowhere.' }),
  ),
  SendMsgControl: Type.Optional(
    Type.Array(Type.Enum(['NoUnread', 'NoLastMsg', 'WithMuteNotifications']), { maxItems: 3 }),
  ),
  OfflinePushInfo: Type.Optional(OfflinePush),
  IsNeedReadReceipt: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
  SupportMessageExtension: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
} as const

/** Codes of fields that several commands of the service have. */
export const C2C_FIELDS = {
  From_Account: 'C2C_SENDER_UNKNOWN',
  To_Account: 'C2C_RECEIVER_MISSING',
  MsgRandom: 'C2C_RANDOM_MISSING',
  MsgTimeStamp: 'C2C_TIME_INVALID',
  MsgBody: { type: 'C2C_BODY_NO_ARRAY', value: 'C2C_BODY_MALFORMED' },
  SyncOtherMachine: 'C2C_SYNC_INVALID',
  MsgLifeTime: 'C2C_LIFETIME_INVALID',
  OfflinePushInfo: 'C2C_PUSH_INVALID',
} as const satisfies Command['fields']

/** What a send is refused for beside its fields. */
export const C2C_SAYS = {
  RECEIVER_INVALID: 'C2C_RECEIVER_UNKNOWN',
  MESSAGE_TOO_LONG: 'REQUEST_TOO_LONG',
} as const satisfies Command['says']

const ERRORS = ['MESSAGE_INVALID', 'MESSAGE_ID_REUSED'] as const satisfies readonly ErrorName[]
const NOTE = 'A random that was used for another message in the same second is 90002.'

/** Sending private messages. */
export const OPENIM_SEND_COMMANDS = {
  'openim/sendmsg': command({
    title: 'Send a private message in the name of any account. Answered after the message is durable.',
    input: Type.Object({
      To_Account: AnyUserId('The receiver.'),
      ...SENDING,
      MsgTimeStamp: Type.Optional(Uint32('Unix seconds at which the message was made; part of its identity.')),
      ForbidCallbackControl: Type.Optional(
        Type.Array(Type.Enum(['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback']), { maxItems: 2 }),
      ),
    }),
    output: Type.Object({
      MsgTime: Type.Integer({ description: 'Server clock, Unix seconds.' }),
      MsgKey: Type.String({ description: '`<MsgSeq>_<MsgRandom>_<MsgTime>`' }),
      MsgId: Type.String({ description: 'As clients name it.' }),
    }),
    fields: C2C_FIELDS,
    says: C2C_SAYS,
    errors: [...ERRORS, 'WEBHOOK_REFUSED', 'WEBHOOK_FAILED'],
    note: NOTE,
  }),
  'openim/batchsendmsg': command({
    title: 'Send the same private message to up to 500 accounts. No webhook hears of it.',
    input: Type.Object({ To_Account: AnyUsers('The receivers.'), ...SENDING }),
    output: Type.Object({
      ActionStatus: Type.Optional(Type.String({ description: '`SomeError` when some receivers failed' })),
      MsgKey: Type.String({ description: 'The same for all.' }),
      MsgId: Type.String(),
      ErrorList: Type.Optional(
        Type.Array(Type.Object({ To_Account: Type.String(), ErrorCode: Type.Integer() }), {
          description: 'Receivers that failed; absent when there are none.',
        }),
      ),
    }),
    fields: C2C_FIELDS,
    says: { ...C2C_SAYS, MESSAGE_TOO_LONG: 'C2C_BATCH_TOO_LONG' },
    errors: [...ERRORS, 'C2C_TOO_MANY', 'C2C_RECEIVER_UNKNOWN'],
    note: NOTE,
  }),
} as const
