import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import { MsgBody } from '../message.ts'
import { OfflinePush } from '../offline-push.ts'
import { AnyUserId, Uint32 } from './fields.ts'

const Official_Account = AnyUserId('The official account.')
const RENAMED = { OfficialAccount: 'Official_Account' } as const satisfies Command['renamed']
const SENDING_SAYS = { MESSAGE_INVALID: 'GROUP_PARAMETER', MESSAGE_ID_REUSED: 'GROUP_PARAMETER' } as const
const SAYS = {
  C2C_KEY_MALFORMED: 'GROUP_PARAMETER',
  RECALL_NOT_FOUND: 'GROUP_MESSAGE_NOT_FOUND',
} as const satisfies Command['says']

/** What official accounts say. */
export const OFFICIAL_MESSAGE_COMMANDS = {
  'official_account_open_http_svc/send_official_account_msg': command({
    title:
      'Send a message to all who subscribed. It is durable with the answer, and reaches them, each as a private message, right after it.',
    input: Type.Object({
      Official_Account,
      Random: Uint32('Identity of this message for retries within five minutes.'),
      MsgBody,
      CloudCustomData: Type.Optional(Type.String({ description: 'Stored with the message.' })),
      OfflinePushInfo: Type.Optional(OfflinePush),
      OnlineOnlyFlag: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 1, description: '1: to who is online, stored nowhere.' }),
      ),
      SendMsgControl: Type.Optional(Type.Array(Type.Enum(['NoLastMsg', 'NoUnread']), { maxItems: 2 })),
      ForbidCallbackControl: Type.Optional(
        Type.Array(Type.Enum(['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback']), { maxItems: 2 }),
      ),
    }),
    output: Type.Object({
      MsgTime: Type.Integer({ description: 'Server clock, Unix seconds.' }),
      MsgKey: Type.String({ description: 'Names the message in the other commands.' }),
    }),
    renamed: RENAMED,
    says: SENDING_SAYS,
    errors: ['OFFICIAL_NOT_FOUND', 'MESSAGE_TOO_LONG', 'GROUP_WEBHOOK_REFUSED'],
    note: 'Subscribers find it in their private conversation with the account; who subscribes later does not get it.',
  }),
  'official_account_open_http_svc/official_account_msg_recall': command({
    title: 'Take messages of an official account back, from all who got them.',
    input: Type.Object({
      Official_Account,
      MsgKeyList: Type.Array(Type.Union([Type.String(), Type.Object({ MsgKey: Type.String() })]), {
        minItems: 1,
        maxItems: 10,
      }),
      Reason: Type.Optional(Type.String({ description: 'At most 100 bytes.' })),
    }),
    output: Type.Object({
      RecallRetList: Type.Array(Type.Object({ MsgKey: Type.String(), RetCode: Type.Integer() }), {
        description: 'One per message of the request, in its order.',
      }),
    }),
    renamed: RENAMED,
    errors: ['OFFICIAL_NOT_FOUND'],
    note: 'It is taken from the history of the account with the answer, and from who subscribes right after it; who ended the subscription keeps it.',
  }),
  'official_account_open_http_svc/official_account_msg_get_simple': command({
    title: 'What an official account sent, the newest first.',
    input: Type.Object({
      Official_Account,
      ReqMsgNumber: Type.Integer({ minimum: 1, maximum: 0xffff_ffff, description: 'At most 20 are told.' }),
      LastMsgKey: Type.Optional(Type.String({ description: 'Tell what came before this one.' })),
      WithRecalledMsg: Type.Optional(Type.Integer({ minimum: 0, maximum: 1, description: '1: tell of them too.' })),
    }),
    output: Type.Object({
      Official_Account: Type.String(),
      IsFinished: Type.Integer({ description: '1: there is nothing before these.' }),
      RspMsgList: Type.Array(
        Type.Object({
          MsgKey: Type.String(),
          MsgTimeStamp: Type.Integer({ description: 'Unix seconds.' }),
          MsgRandom: Type.Integer(),
          IsPlaceMsg: Type.Integer({ description: '2: it was taken back.' }),
          MsgBody: Type.Array(Type.Object({})),
          CloudCustomData: Type.Optional(Type.String()),
        }),
      ),
      LastMsgKey: Type.String({ description: 'For the next page.' }),
    }),
    renamed: RENAMED,
    says: SAYS,
    errors: ['OFFICIAL_NOT_FOUND', 'GROUP_MESSAGE_NOT_FOUND'],
    note: 'What was taken back is told without its content.',
  }),
} as const
