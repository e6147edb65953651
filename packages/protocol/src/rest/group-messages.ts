import { Type } from 'typebox'
import { command } from '../command.ts'
import { MsgBody } from '../message.ts'
import { OfflinePush } from '../offline-push.ts'
import { AnyUserId, Nothing, Uint32 } from './fields.ts'
import { GROUP_ERRORS, GroupId, MEMBERS, Members } from './group-fields.ts'

const TopicId = Type.Optional(Type.String({ maxLength: 128, description: 'A topic of the community.' }))
const MsgSeq = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const MsgSeqList = (most: number) => Type.Array(Type.Object({ MsgSeq }), { minItems: 1, maxItems: most })
const SENDING_SAYS = { MESSAGE_INVALID: 'GROUP_PARAMETER', MESSAGE_ID_REUSED: 'GROUP_PARAMETER' } as const
const RECEIPT_SAYS = {
  MESSAGE_NOT_FOUND: 'GROUP_MESSAGE_NOT_FOUND',
  RECALL_NOT_FOUND: 'GROUP_MESSAGE_NOT_FOUND',
} as const
const CHANGE_SAYS = {
  ...RECEIPT_SAYS,
  MESSAGE_INVALID: 'GROUP_PARAMETER',
  MESSAGE_RECALLED: 'GROUP_MESSAGE_FIXED',
} as const

const modifyGroupMsg = (title: string) =>
  command({
    title,
    input: Type.Object({
      GroupId,
      MsgSeq,
      MsgBody: Type.Optional(MsgBody),
      CloudCustomData: Type.Optional(Type.String()),
      TopicId,
    }),
    output: Nothing,
    says: CHANGE_SAYS,
    errors: ['GROUP_NOT_FOUND', 'MESSAGE_TOO_LONG'],
  })

/** Messages in groups. */
export const GROUP_MESSAGE_COMMANDS = {
  'group_open_http_svc/send_group_msg': command({
    title: 'Send a message to a group, in the name of a member or of an administrator of the application.',
    input: Type.Object({
      GroupId,
      Random: Uint32('Identity of this message for retries within five minutes.'),
      MsgBody,
      From_Account: Type.Optional(AnyUserId('The sender. Absent: the administrator who calls.')),
      MsgPriority: Type.Optional(Type.Enum(['High', 'Normal', 'Low', 'Lowest'])),
      CloudCustomData: Type.Optional(Type.String()),
      OnlineOnlyFlag: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
      SendMsgControl: Type.Optional(
        Type.Array(Type.Enum(['NoUnread', 'NoLastMsg', 'WithMuteNotifications']), { maxItems: 3 }),
      ),
      ForbidCallbackControl: Type.Optional(
        Type.Array(Type.Enum(['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback']), { maxItems: 2 }),
      ),
      OfflinePushInfo: Type.Optional(OfflinePush),
      NeedReadReceipt: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
      SupportMessageExtension: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
      To_Account: Type.Optional(Members(50)),
      TopicId,
      GroupAtInfo: Type.Optional(
        Type.Array(
          Type.Object({
            GroupAtAllFlag: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
            GroupAt_Account: Type.Optional(AnyUserId('Whom the text names.')),
          }),
          { maxItems: 31 },
        ),
      ),
    }),
    output: Type.Object({
      MsgTime: Type.Integer({ description: 'Server clock, Unix seconds.' }),
      MsgSeq: Type.Integer({ description: '0 for a message that is stored nowhere.' }),
      MsgId: Type.String(),
    }),
    fields: { To_Account: MEMBERS },
    says: SENDING_SAYS,
    errors: [
      ...GROUP_ERRORS,
      'GROUP_DENIED',
      'GROUP_MUTED',
      'GROUP_ACCOUNT_UNKNOWN',
      'MESSAGE_TOO_LONG',
      'GROUP_WEBHOOK_REFUSED',
    ],
    note: 'Who is neither a member nor an administrator of the application is 10007 (inferred). A Random that was used for another message within five minutes is 10004.',
  }),
  'group_open_http_svc/send_group_system_notification': command({
    title: 'Tell the members of a group who are online, or some of them, something of the application’s own.',
    input: Type.Object({
      GroupId,
      ToMembers_Account: Type.Optional(
        Type.Array(AnyUserId('A member.'), { description: 'At most 500; who is no member is not told. Absent: all.' }),
      ),
      Content: Type.String({ description: 'What clients get as `userDefinedField` of a notice.' }),
      TopicId,
    }),
    output: Nothing,
    errors: [...GROUP_ERRORS, 'TOPIC_NOT_FOUND', 'GROUP_TOO_MANY', 'MESSAGE_TOO_LONG'],
    note: 'Who is offline is not told later.',
  }),
  'group_open_http_svc/group_msg_recall': command({
    title: 'Take back up to 10 messages of a group, however old, each with an outcome.',
    input: Type.Object({
      GroupId,
      MsgSeqList: MsgSeqList(10),
      TopicId,
      Reason: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    output: Type.Object({
      RecallRetList: Type.Array(
        Type.Object({
          MsgSeq: Type.Integer(),
          RetCode: Type.Integer({ description: '0, 10030 there is none, 10032 it was taken back already' }),
        }),
      ),
    }),
    errors: ['GROUP_NOT_FOUND', 'GROUP_RECALL_UNSUPPORTED'],
  }),
  'openim/modify_group_msg': modifyGroupMsg('Replace the body of a message of a group, its custom data, or both.'),
  'group_open_http_svc/modify_group_msg': modifyGroupMsg('The same as openim/modify_group_msg.'),
  'group_open_http_svc/group_msg_get_simple': command({
    title: 'Messages of a group, newest first.',
    input: Type.Object({
      GroupId,
      ReqMsgNumber: Type.Integer({ minimum: 1, maximum: 0xffff_ffff, description: 'At most 20 are told.' }),
      ReqMsgSeq: Type.Optional(
        Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'The newest; 0: of the group.' }),
      ),
      WithRecalledMsg: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
      TopicId,
    }),
    output: Type.Object({
      GroupId: Type.String(),
      IsFinished: Type.Integer({ description: '1: all that was asked for; 0: there is more of it' }),
      RspMsgList: Type.Array(
        Type.Object({
          From_Account: Type.String(),
          IsPlaceMsg: Type.Integer({ description: '0, or 2: taken back' }),
          IsSystemMsg: Type.Optional(Type.Integer({ description: '1: tells what happened to the group' })),
          MsgBody: Type.Array(Type.Object({})),
          MsgPriority: Type.Integer({ description: '1 High to 4 Lowest' }),
          MsgRandom: Type.Integer(),
          MsgSeq: Type.Integer(),
          MsgTimeStamp: Type.Integer(),
          CloudCustomData: Type.Optional(Type.String()),
          TopicId: Type.Optional(Type.String()),
        }),
      ),
    }),
    errors: GROUP_ERRORS,
    note: 'What was taken back is told without its content, also with WithRecalledMsg 1.',
  }),
  'group_open_http_svc/delete_group_msg_by_sender': command({
    title: 'Take back what somebody sent among the last 1,000 messages of a group.',
    input: Type.Object({ GroupId, Sender_Account: AnyUserId('Whose messages.'), TopicId }),
    output: Nothing,
    errors: ['GROUP_NOT_FOUND'],
  }),
  'group_open_http_svc/get_group_msg_receipt': command({
    title: 'How many members have read messages that ask for receipts.',
    input: Type.Object({ GroupId, MsgSeqList: MsgSeqList(50) }),
    output: Type.Object({
      GroupMsgReceiptList: Type.Array(
        Type.Object({
          MsgSeq: Type.Integer(),
          Code: Type.Integer({ description: '0, or 10062: it has none' }),
          ReadNum: Type.Integer(),
          UnreadNum: Type.Integer(),
        }),
      ),
    }),
    errors: GROUP_ERRORS,
  }),
  'group_open_http_svc/get_group_msg_receipt_detail': command({
    title: 'Who has read a message that asks for receipts, or who has not, in pages.',
    input: Type.Object({
      GroupId,
      MsgSeq,
      Filter: Type.Integer({ minimum: 0, maximum: 1, description: '0 who has read, 1 who has not' }),
      Cursor: Type.String({ maxLength: 64, description: 'Empty: the first page.' }),
      Count: Type.Integer({ minimum: 1, maximum: 200 }),
    }),
    output: Type.Object({
      MsgSeq: Type.Integer(),
      IsFinish: Type.Integer(),
      IsFinished: Type.Integer(),
      Cursor: Type.String(),
      ReadList: Type.Optional(Type.Array(Type.Object({ Read_Account: Type.String() }))),
      UnreadList: Type.Optional(Type.Array(Type.Object({ Unread_Account: Type.String() }))),
    }),
    errors: [...GROUP_ERRORS, 'GROUP_RECEIPT_NONE'],
  }),
  'group_open_http_svc/group_msg_receipt': command({
    title: 'Say for a member that messages which ask for receipts were read.',
    input: Type.Object({ GroupId, From_Account: AnyUserId('Who has read.'), MsgSeqList: MsgSeqList(50) }),
    output: Nothing,
    says: RECEIPT_SAYS,
    errors: [...GROUP_ERRORS, 'GROUP_DENIED'],
  }),
} as const
