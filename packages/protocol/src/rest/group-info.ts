import { Type } from 'typebox'
import { command } from '../command.ts'
import { AnyUserId, Nothing } from './fields.ts'
import {
  CustomData,
  Filter,
  Flag,
  GROUP_DETAILS,
  GROUP_ERRORS,
  GroupId,
  GroupType,
  InviteOption,
  JoinOption,
  MEMBERS,
  Member,
  MsgFlag,
  OnOff,
  Role,
} from './group-fields.ts'

const Topics = Flag('Of communities: 1 those with topics, 0 those without.')
const Count = Type.Integer({ minimum: 0, maximum: 0xffff_ffff })

/** What plain members of a community may. */
const PERMISSIONS = {
  EnablePermission: Flag('Of a community. 1: members may what permissions say; 0: it goes by roles alone.'),
  DefaultPermission: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 0xffff_ffff,
      description: 'Bits, with EnablePermission 1: what every member may.',
    }),
  ),
} as const

/** A group as answers show one. Filters leave fields out. */
const GroupInfo = Type.Object({
  GroupId: Type.String(),
  ErrorCode: Type.Integer({ description: 'Of this group; the others are answered all the same.' }),
  ErrorInfo: Type.String(),
  Type: Type.Optional(Type.String()),
  Name: Type.Optional(Type.String()),
  Appid: Type.Optional(Type.Integer()),
  Introduction: Type.Optional(Type.String()),
  Notification: Type.Optional(Type.String()),
  FaceUrl: Type.Optional(Type.String()),
  Owner_Account: Type.Optional(Type.String({ description: 'Empty when it has none.' })),
  CreateTime: Type.Optional(Type.Integer({ description: 'Unix seconds, as all times here.' })),
  InfoSeq: Type.Optional(Type.Integer()),
  LastInfoTime: Type.Optional(Type.Integer()),
  LastMsgTime: Type.Optional(Type.Integer({ description: '0 when it has no message.' })),
  NextMsgSeq: Type.Optional(Type.Integer()),
  MemberNum: Type.Optional(Type.Integer()),
  OnlineMemberNum: Type.Optional(Type.Integer({ description: 'Of a live room.' })),
  MaxMemberNum: Type.Optional(Type.Integer({ description: '0: no limit.' })),
  ApplyJoinOption: Type.Optional(JoinOption),
  InviteJoinOption: Type.Optional(InviteOption),
  ShutUpAllMember: Type.Optional(OnOff),
  MuteAllMember: Type.Optional(OnOff),
  SupportTopic: Type.Optional(Type.Integer({ description: '1: messages go to its topics.' })),
  EnablePermission: Type.Optional(Type.Integer({ description: '1: members may what permissions say.' })),
  DefaultPermission: Type.Optional(Type.Integer({ description: 'Bits: what every member may.' })),
  AppDefinedData: Type.Optional(CustomData),
  MemberList: Type.Optional(Type.Array(Member)),
})

/** Groups themselves. */
export const GROUP_INFO_COMMANDS = {
  'group_open_http_svc/get_appid_group_list': command({
    title: 'The groups of the application, in pages.',
    input: Type.Object({
      Limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Default 10,000.' })),
      Next: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '0: the first.' })),
      GroupType: Type.Optional(GroupType),
      SupportTopic: Topics,
    }),
    output: Type.Object({
      TotalCount: Type.Integer({ description: 'Of this type; whatever the page.' }),
      GroupIdList: Type.Array(Type.Object({ GroupId: Type.String() })),
      Next: Type.Integer({ description: '0 after the last page.' }),
    }),
    perSecond: 1,
    note: 'In the order of the ids: what is made or dissolved meanwhile may shift a page.',
  }),
  'group_open_http_svc/create_group': command({
    title: 'Make a group, with an owner and first members.',
    input: Type.Object({
      Type: GroupType,
      Name: Type.String({ description: 'At most 100 bytes.' }),
      Owner_Account: Type.Optional(AnyUserId('The first member. Absent: the group has no owner.')),
      GroupId: Type.Optional(Type.String({ description: 'At most 48 bytes; absent: the server makes one.' })),
      ...GROUP_DETAILS,
      MaxMemberCount: Type.Optional(Count),
      AppDefinedData: Type.Optional(CustomData),
      MemberList: Type.Optional(
        Type.Array(
          Type.Object({
            Member_Account: AnyUserId('Who.'),
            Role: Type.Optional(Type.Literal('Admin')),
            AppMemberDefinedData: Type.Optional(CustomData),
          }),
          { maxItems: 100 },
        ),
      ),
      SupportTopic: Flag('1: with topics.'),
      ...PERMISSIONS,
    }),
    output: Type.Object({ GroupId: Type.String(), Type: Type.String(), HugeGroupFlag: Type.Optional(Type.Integer()) }),
    renamed: { MaxMemberNum: 'MaxMemberCount' },
    fields: { MemberList: MEMBERS },
    errors: [
      'GROUP_UNSUPPORTED',
      'GROUP_ID_INVALID',
      'GROUP_ACCOUNT_UNKNOWN',
      'GROUP_ID_TAKEN',
      'GROUP_ID_YOURS',
      'GROUP_WEBHOOK_REFUSED',
      'GROUP_ROOM_QUOTA',
      'GROUP_USER_QUOTA',
      'GROUP_MEMBER_LIMIT',
    ],
    note: 'Members that are no accounts are left out. SupportTopic and permissions are for communities alone (10007).',
  }),
  'group_open_http_svc/get_group_info': command({
    title: 'What is known of up to 50 groups, each with an outcome of its own.',
    input: Type.Object({
      GroupIdList: Type.Array(GroupId, { minItems: 1, maxItems: 50 }),
      ResponseFilter: Type.Optional(
        Type.Object({
          GroupBaseInfoFilter: Filter,
          MemberInfoFilter: Filter,
          AppDefinedDataFilter_Group: Filter,
          AppDefinedDataFilter_GroupMember: Filter,
        }),
      ),
    }),
    output: Type.Object({ GroupInfo: Type.Array(GroupInfo) }),
    errors: ['GROUP_NOT_FOUND', 'GROUP_ANSWER_TOO_LONG'],
  }),
  'group_open_http_svc/modify_group_base_info': command({
    title: 'Change what is given, all or nothing.',
    input: Type.Object({
      GroupId,
      Name: Type.Optional(Type.String({ description: 'At most 100 bytes.' })),
      ...GROUP_DETAILS,
      MaxMemberNum: Type.Optional(Count),
      MuteAllMember: Type.Optional(OnOff),
      AppDefinedData: Type.Optional(CustomData),
      ...PERMISSIONS,
    }),
    output: Nothing,
    renamed: { ShutUpAllMember: 'MuteAllMember', MaxMemberCount: 'MaxMemberNum' },
    errors: [...GROUP_ERRORS, 'GROUP_MEMBER_LIMIT'],
    note: 'From_Account is not shown as the operator: the change is the application’s. HistoryMsgBeforeJoin is not read: the type of a group says what newcomers see.',
  }),
  'group_open_http_svc/destroy_group': command({
    title: 'Dissolve a group: it is gone for everybody at once.',
    input: Type.Object({ GroupId }),
    output: Nothing,
    errors: ['GROUP_NOT_FOUND'],
  }),
  'group_open_http_svc/change_group_owner': command({
    title: 'Make a member the owner; the owner before becomes a member.',
    input: Type.Object({ GroupId, NewOwner_Account: AnyUserId('A member.') }),
    output: Nothing,
    errors: GROUP_ERRORS,
    note: 'Who is no member is 10004.',
  }),
  'group_open_http_svc/get_joined_group_list': command({
    title: 'The groups that a user is in.',
    input: Type.Object({
      Member_Account: AnyUserId('Whose.'),
      WithHugeGroups: Flag('1: live rooms that the user runs as well.'),
      WithNoActiveGroups: Flag('Changes nothing.'),
      Limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, description: 'Default 5,000.' })),
      Offset: Type.Optional(Count),
      GroupType: Type.Optional(GroupType),
      SupportTopic: Topics,
      ResponseFilter: Type.Optional(Type.Object({ GroupBaseInfoFilter: Filter, SelfInfoFilter: Filter })),
    }),
    output: Type.Object({
      TotalCount: Type.Integer({ description: 'Whatever the page.' }),
      GroupIdList: Type.Array(
        Type.Object({
          ...Object.fromEntries(
            Object.entries(GroupInfo.properties).filter(([name]) => !name.startsWith('Error') && name !== 'MemberList'),
          ),
          GroupId: Type.String(),
          SelfInfo: Type.Optional(
            Type.Object({
              Role: Type.Optional(Role),
              JoinTime: Type.Optional(Type.Integer()),
              MsgFlag: Type.Optional(MsgFlag),
              MsgSeq: Type.Optional(Type.Integer()),
              NameCard: Type.Optional(Type.String()),
              UnreadMsgNum: Type.Optional(Type.Integer()),
            }),
          ),
        }),
      ),
    }),
    errors: ['GROUP_ACCOUNT_UNKNOWN', 'GROUP_ANSWER_TOO_LONG'],
    note: 'Private groups without a message are always listed.',
  }),
} as const
