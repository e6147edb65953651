import { Type } from 'typebox'
import { command } from '../command.ts'
import { MsgBody } from '../message.ts'
import { AnyUserId, Nothing, Uint32 } from './fields.ts'
import { GROUP_ERRORS, GroupId, MEMBERS, Members } from './group-fields.ts'

const Person = { NickName: Type.String(), Avatar: Type.String() }

/** Live rooms, where nothing is stored but who runs them. */
export const ROOM_COMMANDS = {
  'group_open_http_svc/get_online_member_num': command({
    title: 'How many are in a live room.',
    input: Type.Object({ GroupId }),
    output: Type.Object({ GroupId: Type.String(), OnlineMemberNum: Type.Integer() }),
    errors: GROUP_ERRORS,
  }),
  'group_open_http_svc/send_broadcast_msg': command({
    title: 'Say something in every live room of the application.',
    input: Type.Object({
      From_Account: Type.Optional(AnyUserId('The sender. Absent: the administrator who calls.')),
      Random: Uint32('Identity of the message.'),
      MsgBody,
      CloudCustomData: Type.Optional(Type.String()),
    }),
    output: Type.Object({ MsgSeq: Type.Integer() }),
    says: { MESSAGE_INVALID: 'GROUP_PARAMETER' },
    errors: ['GROUP_ACCOUNT_UNKNOWN', 'MESSAGE_TOO_LONG'],
    perSecond: 1,
  }),
  'group_open_avchatroom_http_svc/get_members': command({
    title: 'Who came into a live room last, newest first.',
    input: Type.Object({
      GroupId,
      Timestamp: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
      Mark: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: 'Who has this mark; 0: all.' })),
    }),
    output: Type.Object({
      MemberList: Type.Array(Type.Object({ Member_Account: Type.String(), JoinTime: Type.Integer(), ...Person })),
      NextTimestamp: Type.Integer({ description: '0: there are no more.' }),
    }),
    errors: GROUP_ERRORS,
    note: 'All that are known come on one page. With Mark: of the node that is asked.',
  }),
  'group_open_avchatroom_http_svc/modify_user_info': command({
    title: 'Mark users who are in a live room, or take marks from them.',
    input: Type.Object({
      GroupId,
      CommandType: Type.Integer({ minimum: 1, maximum: 2, description: '1 set, 2 take away' }),
      MemberList: Type.Array(
        Type.Object({
          Member_Account: AnyUserId('Who.'),
          Marks: Type.Array(
            Type.Integer({ description: '600: is in no list of the room; 1000–100000: the application’s own.' }),
            { minItems: 1, maxItems: 10 },
          ),
        }),
        { minItems: 1, maxItems: 500 },
      ),
    }),
    output: Type.Object({
      CommandType: Type.Integer(),
      MemberList: Type.Array(Type.Object({ Member_Account: Type.String(), Marks: Type.Array(Type.Integer()) }), {
        description: 'Those who are in the room.',
      }),
    }),
    fields: { MemberList: MEMBERS },
    errors: GROUP_ERRORS,
    note: 'Marks go when their user leaves the room. Mark 500 (to count as online after leaving) is 10004. When none of the users is in the room the answer is 10004 (inferred). Of the node that is asked.',
  }),
  'group_open_avchatroom_http_svc/check_members': command({
    title: 'Which of these users are in a live room.',
    input: Type.Object({ GroupId, Member_Account: Members(500) }),
    output: Type.Object({ Member_Account: Type.Array(Type.String()) }),
    fields: { Member_Account: MEMBERS },
    errors: GROUP_ERRORS,
    note: 'Told of the node that is asked.',
  }),
  'group_open_avchatroom_http_svc/modify_admin': command({
    title: 'Make users administrators of a live room, at most 5, or take that from them.',
    input: Type.Object({
      GroupId,
      CommandType: Type.Integer({ minimum: 1, maximum: 2, description: '1 make, 2 take' }),
      Admin_Account: Members(5),
    }),
    output: Nothing,
    fields: { Admin_Account: MEMBERS },
    errors: [...GROUP_ERRORS, 'GROUP_ACCOUNT_UNKNOWN', 'GROUP_DENIED'],
    note: 'One after the other: the first refusal ends the call.',
  }),
  'group_open_avchatroom_http_svc/get_admin_list': command({
    title: 'The administrators of a live room.',
    input: Type.Object({ GroupId }),
    output: Type.Object({ Admin_List: Type.Array(Type.Object({ Admin_Account: Type.String(), ...Person })) }),
    errors: GROUP_ERRORS,
  }),
} as const
