import { Type } from 'typebox'
import { command } from '../command.ts'
import { AnyUserId, Nothing } from './fields.ts'
import { CustomData, Flag, GROUP_DETAILS, GROUP_ERRORS, GroupId, GroupType, JoinResults } from './group-fields.ts'

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
    fields: { MemberList: { type: 'GROUP_PARAMETER', value: 'GROUP_TOO_MANY' } },
    errors: [...GROUP_ERRORS, 'GROUP_FULL'],
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
