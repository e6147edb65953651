import { Type } from 'typebox'
import {
  Cursor,
  CustomFields,
  GroupId,
  GroupMember,
  Limit,
  NextCursor,
  ReceiveOption,
  Role,
  UserIds,
} from './groups.ts'
import { op, Uint32, UserId } from './op.ts'

const TimedUsers = Type.Object({
  users: Type.Array(Type.Object({ userId: Type.String(), until: Type.Integer({ description: 'Server ms.' }) })),
  cursor: NextCursor(),
})

/** Requests about the members of a group. */
export const GROUP_MEMBER_OPS = {
  'group.invite': op({
    title: 'Bring users in.',
    input: Type.Object({ groupId: GroupId(), userIds: UserIds(500, 'At most 300.') }),
    output: Type.Object({
      results: Type.Array(
        Type.Object({
          userId: Type.String(),
          result: Type.Integer({ description: '0 failed, 1 in, 2 was in already, 3 waits for an administrator.' }),
        }),
      ),
    }),
  }),
  'group.kick': op({
    title: 'Take members out. With `seconds` they are kept out for that long; in a live room it is required.',
    input: Type.Object({
      groupId: GroupId(),
      userIds: UserIds(500, 'At most 100; at most 20 with `seconds`.'),
      reason: Type.Optional(Type.String({ maxLength: 1_000 })),
      seconds: Type.Optional(Uint32('How long they cannot come back.')),
    }),
    output: Type.Object({ kicked: Type.Array(Type.String()) }),
  }),
  'group.ban': op({
    title: 'Take users out and keep them out.',
    input: Type.Object({
      groupId: GroupId(),
      userIds: UserIds(100, 'At most 20.'),
      seconds: Uint32('4294967295: for ever.'),
      reason: Type.Optional(Type.String({ maxLength: 1_000 })),
    }),
    output: Type.Object({ until: Type.Integer({ description: 'Server ms.' }) }),
  }),
  'group.unban': op({
    title: 'Let users in again.',
    input: Type.Object({ groupId: GroupId(), userIds: UserIds(100, 'At most 20.') }),
    output: Type.Object({}),
  }),
  'group.banned': op({
    title: 'Who is banned now, in the order of their ids.',
    input: Type.Object({ groupId: GroupId(), cursor: Cursor(), limit: Limit() }),
    output: TimedUsers,
  }),
  'group.mute': op({
    title: 'Silence a member, also after leaving and coming back.',
    input: Type.Object({
      groupId: GroupId(),
      userId: UserId('The member.'),
      seconds: Uint32('0: may speak again; 4294967295: for ever.'),
    }),
    output: Type.Object({ until: Type.Integer({ description: 'Server ms; 0: not muted.' }) }),
  }),
  'group.muted': op({
    title: 'Who is muted now, in the order of their ids.',
    input: Type.Object({ groupId: GroupId(), cursor: Cursor(), limit: Limit() }),
    output: TimedUsers,
  }),
  'group.setRole': op({
    title: 'Make a member an administrator, or a plain member again.',
    input: Type.Object({
      groupId: GroupId(),
      userId: UserId('The member.'),
      role: Type.Union([Type.Literal('Admin'), Type.Literal('Member')]),
    }),
    output: Type.Object({}),
  }),
  'group.updateMember': op({
    title: 'Change the name card or custom fields of a member.',
    input: Type.Object({
      groupId: GroupId(),
      userId: Type.Optional(UserId('Absent: oneself.')),
      nameCard: Type.Optional(Type.String({ maxLength: 256, description: 'At most 50 bytes.' })),
      custom: Type.Optional(CustomFields('At most 5, of 64 bytes; an empty value takes a field away.')),
    }),
    output: Type.Object({}),
  }),
  'group.receive': op({
    title: 'How one wants to hear of the messages of a group.',
    input: Type.Object({ groupId: GroupId(), option: ReceiveOption }),
    output: Type.Object({}),
  }),
  'group.members': op({
    title: 'The members in the order in which they came.',
    input: Type.Object({ groupId: GroupId(), cursor: Cursor(), limit: Limit(), role: Type.Optional(Role) }),
    output: Type.Object({
      memberCount: Type.Integer({ description: 'All of them, whatever the role asked for.' }),
      members: Type.Array(GroupMember),
      cursor: NextCursor(),
    }),
  }),
  'group.membersNamed': op({
    title: 'Of some users, those who are members.',
    input: Type.Object({ groupId: GroupId(), userIds: UserIds(100, 'At most 50.') }),
    output: Type.Object({ members: Type.Array(GroupMember) }),
  }),
  'group.roles': op({
    title: 'The roles of some users.',
    input: Type.Object({ groupId: GroupId(), userIds: UserIds(1_000, 'At most 500.') }),
    output: Type.Object({
      roles: Type.Array(Type.Object({ userId: Type.String(), role: Type.Union([Role, Type.Literal('NotMember')]) })),
    }),
  }),
} as const
