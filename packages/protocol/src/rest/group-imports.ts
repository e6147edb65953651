import { Type } from 'typebox'
import { command } from '../command.ts'
import { MsgBody } from '../message.ts'
import { AnyUserId, Nothing, Uint32 } from './fields.ts'
import {
  CustomData,
  Flag,
  GROUP_DETAILS,
  GROUP_ERRORS,
  GroupId,
  GroupType,
  JoinResults,
  MEMBERS,
} from './group-fields.ts'

const Seconds = (description: string) => Type.Integer({ minimum: 1, maximum: 0xffff_ffff, description })

const importGroup = (title: string) =>
  command({
    title,
    input: Type.Object({
      Type: GroupType,
      Name: Type.String({ description: 'At most 100 bytes.' }),
      Owner_Account: Type.Optional(AnyUserId('The first member. Absent: the group has no owner.')),
      GroupId: Type.Optional(Type.String({ description: 'At most 48 bytes; absent: the server makes one.' })),
      ...GROUP_DETAILS,
      MaxMemberCount: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffff_ffff })),
      AppDefinedData: Type.Optional(CustomData),
      CreateTime: Type.Optional(Seconds('When it was made, Unix seconds; not in the future.')),
      SupportTopic: Flag('1: a community with topics.'),
    }),
    output: Type.Object({ GroupId: Type.String() }),
    renamed: { MaxMemberNum: 'MaxMemberCount' },
    errors: ['GROUP_UNSUPPORTED', 'GROUP_ID_INVALID', 'GROUP_ACCOUNT_UNKNOWN', 'GROUP_ID_TAKEN', 'GROUP_MEMBER_LIMIT'],
  })

/** Groups as they were elsewhere, and what is set without telling anybody. */
export const GROUP_IMPORT_COMMANDS = {
  'group_open_http_svc/import_group': importGroup('Make a group as it was elsewhere: nobody is told.'),
  'group_open_http_svc/import_group_info': importGroup('The older name of group_open_http_svc/import_group.'),
  'group_open_http_svc/import_group_member': command({
    title: 'Bring up to 300 members in as they were elsewhere: nobody is told.',
    input: Type.Object({
      GroupId,
      MemberList: Type.Array(
        Type.Object({
          Member_Account: AnyUserId('Who.'),
          Role: Type.Optional(Type.Literal('Admin')),
          JoinTime: Type.Optional(Seconds('Between the making of the group and now, Unix seconds.')),
          UnreadMsgNum: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffff_ffff })),
        }),
        { minItems: 1, maxItems: 300 },
      ),
    }),
    output: Type.Object({ MemberList: JoinResults }),
    fields: { MemberList: MEMBERS },
    errors: [...GROUP_ERRORS, 'GROUP_FULL'],
  }),
  'group_open_http_svc/import_group_msg': command({
    title:
      'Bring up to 20 messages into a group as they were sent elsewhere: nobody is told, and none of them is unread.',
    input: Type.Object({
      GroupId,
      MsgList: Type.Array(
        Type.Object({
          From_Account: AnyUserId('Who sent it; need not be a member any more.'),
          SendTime: Seconds('When, Unix seconds: not before the message ahead of it, and not in the future.'),
          Random: Type.Optional(Uint32('Identity of this message within its second. Absent: made from the message.')),
          MsgBody,
          CloudCustomData: Type.Optional(Type.String()),
        }),
        { minItems: 1, description: 'At most 20.' },
      ),
      RecentContactFlag: Flag('1: lists of conversations show them as last messages.'),
      TopicId: Type.Optional(Type.String({ maxLength: 128, description: 'A topic of the community.' })),
    }),
    output: Type.Object({
      ImportMsgResult: Type.Array(
        Type.Object({
          Result: Type.Integer({
            description: '0, 10004 its time or its body is wrong, 10019 no account, 80002 too long',
          }),
          MsgSeq: Type.Optional(Type.Integer()),
          MsgTime: Type.Optional(Type.Integer({ description: 'As SendTime.' })),
        }),
        { description: 'One per message, in the order of the request.' },
      ),
    }),
    errors: [...GROUP_ERRORS, 'GROUP_TOO_MANY', 'TOPIC_NOT_FOUND', 'TOPIC_NEEDED'],
    note: 'Messages of the same second are taken. A repeated message is answered with its first MsgSeq while it is among the newest 1,000, later with 10004. Without RecentContactFlag 1 the lists of conversations never show these messages as their last (inferred). Clients ask for history by the time at which it came in.',
  }),
  'group_open_http_svc/clear_group_msg': command({
    title: 'Nobody sees the messages of a group up to a MsgSeq any more, or all of them.',
    input: Type.Object({
      GroupId,
      MsgSeq: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '0: all.' })),
    }),
    output: Nothing,
    errors: ['GROUP_NOT_FOUND'],
    note: 'Devices learn it when they read the group again.',
  }),
  'group_open_http_svc/set_unread_msg_num': command({
    title: 'Set how many messages a member has not read. Nobody is told.',
    input: Type.Object({
      GroupId,
      Member_Account: AnyUserId('Who.'),
      UnreadMsgNum: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }),
    }),
    output: Nothing,
    errors: GROUP_ERRORS,
  }),
} as const
