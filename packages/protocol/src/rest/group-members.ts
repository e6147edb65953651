import { Type } from 'typebox'
import { command } from '../command.ts'
import { AnyUserId, Nothing } from './fields.ts'
import {
  CustomData,
  Duration,
  Filter,
  Flag,
  GROUP_ERRORS,
  GroupId,
  JoinResults,
  MEMBERS,
  Member,
  Members,
  MsgFlag,
  Role,
} from './group-fields.ts'

const Account = Type.String()
const Topic = Type.Optional(Type.String({ maxLength: 128, description: 'A topic of the group, in its place.' }))
const Until = Type.Integer({ description: 'Unix seconds.' })

const muted = (title: string) =>
  command({
    title,
    input: Type.Object({ GroupId, TopicId: Topic }),
    output: Type.Object({
      GroupId: Type.String(),
      MutedAccountList: Type.Array(Type.Object({ Member_Account: Account, MutedUntil: Until })),
      ShuttedUinList: Type.Array(Type.Object({ Member_Account: Account, ShuttedUntil: Until })),
    }),
    errors: [...GROUP_ERRORS, 'GROUP_ANSWER_TOO_LONG'],
  })

/** Members of groups, and who may speak and come in. */
export const GROUP_MEMBER_COMMANDS = {
  'group_open_http_svc/get_group_member_info': command({
    title: 'The members of a group, in the order in which they came.',
    input: Type.Object({
      GroupId,
      Limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'At most 6,000 are told.' })),
      Offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
      Next: Type.Optional(Type.String({ maxLength: 32, description: 'Of the page before; empty: the first.' })),
      MemberInfoFilter: Filter,
      MemberRoleFilter: Type.Optional(Type.Array(Role, { maxItems: 3 })),
      AppDefinedDataFilter_GroupMember: Filter,
    }),
    output: Type.Object({
      MemberNum: Type.Integer({ description: 'All members.' }),
      MemberList: Type.Array(Member),
      Next: Type.Optional(Type.String({ description: 'Of a community: empty after the last page.' })),
    }),
    errors: ['GROUP_NOT_FOUND', 'GROUP_ANSWER_TOO_LONG'],
    note: 'Next works for groups of every type. AVChatRooms list who runs them.',
  }),
  'group_open_http_svc/get_specified_group_member_info': command({
    title: 'Of up to 50 users, those who are members.',
    input: Type.Object({
      GroupId,
      Member_List_Account: Members(50),
      MemberInfoFilter: Filter,
      MemberRoleFilter: Type.Optional(Type.Array(Role, { maxItems: 3 })),
      AppDefinedDataFilter_GroupMember: Filter,
    }),
    output: Type.Object({ GroupId: Type.String(), MemberList: Type.Array(Member) }),
    fields: { Member_List_Account: MEMBERS },
    errors: ['GROUP_NOT_FOUND'],
  }),
  'group_open_http_svc/add_group_member': command({
    title: 'Bring up to 300 users into a group, each with an outcome.',
    input: Type.Object({
      GroupId,
      Silence: Flag('1: no notice of it in the group.'),
      MemberList: Type.Array(Type.Object({ Member_Account: AnyUserId('Who.') }), { minItems: 1, maxItems: 300 }),
    }),
    output: Type.Object({ MemberList: JoinResults }),
    fields: { MemberList: MEMBERS },
    errors: [...GROUP_ERRORS, 'GROUP_FULL'],
    note: 'Unknown users are Result 0. With Silence 1 who is brought in, and webhooks, hear of it all the same (inferred).',
  }),
  'group_open_http_svc/delete_group_member': command({
    title: 'Take up to 500 users out of a group. Who is not in it is passed over.',
    input: Type.Object({
      GroupId,
      Silence: Flag('1: no notice of it in the group.'),
      Reason: Type.Optional(Type.String({ description: 'At most 1,000 bytes.' })),
      MemberToDel_Account: Members(500),
    }),
    output: Nothing,
    fields: { MemberToDel_Account: MEMBERS },
    errors: [...GROUP_ERRORS, 'GROUP_DENIED'],
    note: 'An owner is not taken out (10007): hand the group over first. With Silence 1 who is taken out, and webhooks, hear of it all the same (inferred).',
  }),
  'group_open_http_svc/modify_group_member_info': command({
    title: 'Change the role, the name card, the custom fields, the mute or the receiving of a member.',
    input: Type.Object({
      GroupId,
      Member_Account: AnyUserId('Which member.'),
      Role: Type.Optional(Type.Enum(['Admin', 'Member'])),
      MsgFlag: Type.Optional(MsgFlag),
      NameCard: Type.Optional(Type.String({ description: 'At most 50 bytes.' })),
      AppMemberDefinedData: Type.Optional(CustomData),
      MuteTime: Type.Optional(Duration),
    }),
    output: Nothing,
    renamed: { ShutUpTime: 'MuteTime' },
    errors: [...GROUP_ERRORS, 'GROUP_DENIED', 'GROUP_ACCOUNT_UNKNOWN'],
    note: 'Several fields are several changes, in the order of this list: the first refusal ends the call.',
  }),
  'group_open_http_svc/get_role_in_group': command({
    title: 'The roles of up to 500 users in a group.',
    input: Type.Object({ GroupId, User_Account: Members(500) }),
    output: Type.Object({
      UserIdList: Type.Array(
        Type.Object({ Member_Account: Account, Role: Type.Enum(['Owner', 'Admin', 'Member', 'NotMember']) }),
      ),
    }),
    fields: { User_Account: MEMBERS },
    errors: GROUP_ERRORS,
  }),
  'group_open_http_svc/forbid_send_msg': command({
    title: 'Silence up to 500 members for some seconds, or let them speak again.',
    input: Type.Object({ GroupId, TopicId: Topic, Members_Account: Members(500), MuteTime: Duration }),
    output: Nothing,
    fields: { Members_Account: MEMBERS },
    renamed: { ShutUpTime: 'MuteTime' },
    errors: [...GROUP_ERRORS, 'GROUP_DENIED', 'GROUP_ACCOUNT_UNKNOWN'],
    note: 'All or none: one who is no member refuses the call with 10004. An owner is not silenced (10007).',
  }),
  'group_open_http_svc/get_group_muted_account': muted('Who is silenced in a group now.'),
  'group_open_http_svc/get_group_shutted_uin': muted('The older name of group_open_http_svc/get_group_muted_account.'),
  'group_open_http_svc/ban_group_member': command({
    title: 'Take up to 20 users out of a group and keep them out for some seconds.',
    input: Type.Object({
      GroupId,
      Members_Account: Members(20),
      Duration: Type.Integer({ minimum: 1, maximum: 0xffff_ffff, description: 'Seconds.' }),
      Description: Type.Optional(Type.String({ description: 'At most 1,000 bytes.' })),
    }),
    output: Nothing,
    fields: { Members_Account: MEMBERS },
    errors: [...GROUP_ERRORS, 'GROUP_DENIED', 'GROUP_ACCOUNT_UNKNOWN'],
  }),
  'group_open_http_svc/unban_group_member': command({
    title: 'Let users in again.',
    input: Type.Object({ GroupId, Members_Account: Members(20) }),
    output: Nothing,
    fields: { Members_Account: MEMBERS },
    errors: GROUP_ERRORS,
  }),
  'group_open_http_svc/get_group_ban_member': command({
    title: 'Who is kept out of a group now, in pages.',
    input: Type.Object({
      GroupId,
      Limit: Type.Integer({ minimum: 1, maximum: 100 }),
      Offset: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    }),
    output: Type.Object({
      BannedAccountList: Type.Array(Type.Object({ Member_Account: Account, BannedUntil: Until })),
      NextOffset: Type.Integer({ description: '0 after the last page.' }),
    }),
    errors: GROUP_ERRORS,
  }),
} as const
