import { Type } from 'typebox'
import { op, UserId } from './op.ts'
import { RoomNow } from './rooms.ts'

export const GroupId = () => Type.String({ minLength: 1, maxLength: 64, description: 'The group.' })
export const UserIds = (most: number, description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 32 }), { maxItems: most, description })
export const Cursor = () => Type.Optional(Type.String({ maxLength: 128, description: 'From the page before.' }))
export const Limit = () => Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Default 100.' }))
export const NextCursor = () => Type.Optional(Type.String({ description: 'Absent on the last page.' }))

/** Sizes are judged by the server in bytes of UTF-8; what stands here only keeps the absurd out. */
const Text = (description: string) => Type.String({ maxLength: 1_000, description })
export const CustomFields = (description: string) =>
  Type.Array(Type.Object({ key: Type.String({ maxLength: 64 }), value: Type.String({ maxLength: 4_096 }) }), {
    maxItems: 100,
    description,
  })

const JoinOption = Type.Union([
  Type.Literal('FreeAccess'),
  Type.Literal('NeedPermission'),
  Type.Literal('DisableApply'),
])
const InviteOption = Type.Union([
  Type.Literal('FreeAccess'),
  Type.Literal('NeedPermission'),
  Type.Literal('DisableInvite'),
])

export const Role = Type.Union([Type.Literal('Owner'), Type.Literal('Admin'), Type.Literal('Member')])
export const ReceiveOption = Type.Union([
  Type.Literal('AcceptAndNotify'),
  Type.Literal('AcceptNotNotify'),
  Type.Literal('Discard'),
])
const GroupType = Type.Union([
  Type.Literal('Private'),
  Type.Literal('Public'),
  Type.Literal('ChatRoom'),
  Type.Literal('AVChatRoom'),
  Type.Literal('Community'),
])

const Pairs = Type.Array(Type.Object({ key: Type.String(), value: Type.String() }))

/** A group as it is read. Times are server ms. */
export const GroupInfo = Type.Object({
  groupId: Type.String(),
  type: GroupType,
  name: Type.String(),
  introduction: Type.String(),
  notification: Type.String(),
  faceUrl: Type.String(),
  owner: Type.String({ description: 'Empty when it has none.' }),
  createdAt: Type.Integer(),
  infoSeq: Type.Integer({ description: 'Rises with every change of the information.' }),
  infoChangedAt: Type.Integer(),
  maxMembers: Type.Integer({ description: '0: no limit.' }),
  memberCount: Type.Integer({ description: '0 in a live room, which stores no members.' }),
  joinOption: JoinOption,
  inviteOption: InviteOption,
  muteAll: Type.Boolean(),
  supportTopic: Type.Boolean({ description: 'Messages go to its topics.' }),
  permission: Type.Optional(
    Type.Integer({ description: 'What plain members may, as bits; absent: it goes by roles alone.' }),
  ),
  custom: Pairs,
})

/** A member as it is read. Times are server ms. */
export const GroupMember = Type.Object({
  userId: Type.String(),
  role: Role,
  joinedAt: Type.Integer(),
  joinSeq: Type.Integer({ description: 'The newest message of the group when the member came.' }),
  readSeq: Type.Integer(),
  muteUntil: Type.Integer({ description: '0: not muted.' }),
  nameCard: Type.String(),
  receiveOption: ReceiveOption,
  custom: Pairs,
})

/** Requests about groups as such. */
export const GROUP_OPS = {
  'group.create': op({
    title: 'Make a group and own it.',
    input: Type.Object({
      type: Type.String({
        maxLength: 16,
        description: 'Private (Work), Public, ChatRoom (Meeting), AVChatRoom or Community.',
      }),
      name: Text('At most 100 bytes.'),
      groupId: Type.Optional(Type.String({ maxLength: 64, description: 'Absent: the server makes one.' })),
      introduction: Type.Optional(Text('At most 240 bytes.')),
      notification: Type.Optional(Text('At most 400 bytes.')),
      faceUrl: Type.Optional(Text('At most 500 bytes.')),
      maxMembers: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      joinOption: Type.Optional(JoinOption),
      inviteOption: Type.Optional(InviteOption),
      custom: Type.Optional(CustomFields('At most 20, of 512 bytes.')),
      supportTopic: Type.Optional(Type.Boolean({ description: 'Communities: messages go to topics.' })),
      permission: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 2047,
          description: 'Communities: what plain members may, as bits; absent: it goes by roles alone.',
        }),
      ),
      members: Type.Optional(
        Type.Array(Type.Object({ userId: UserId('A first member.'), role: Type.Optional(Type.Literal('Admin')) }), {
          maxItems: 500,
          description: 'At most 100; not for AVChatRoom.',
        }),
      ),
    }),
    output: Type.Object({
      groupId: Type.String(),
      type: GroupType,
      failed: Type.Array(Type.String(), { description: 'First members who are not in the group.' }),
    }),
  }),
  'group.info': op({
    title: 'Read groups. A Private group is read by its members alone.',
    input: Type.Object({
      groupIds: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 100, description: 'At most 50.' }),
    }),
    output: Type.Object({
      groups: Type.Array(Type.Object({ group: GroupInfo, self: Type.Optional(GroupMember) })),
      refused: Type.Array(Type.Object({ groupId: Type.String(), code: Type.Integer(), name: Type.String() })),
    }),
  }),
  'group.joined': op({
    title: 'The groups that one has a seat in, in the order of their ids.',
    input: Type.Object({ cursor: Cursor(), limit: Limit(), type: Type.Optional(GroupType) }),
    output: Type.Object({
      groups: Type.Array(Type.Object({ group: GroupInfo, self: GroupMember })),
      cursor: NextCursor(),
    }),
  }),
  'group.update': op({
    title: 'Change what is given, all or nothing. `muteAll` silences everybody but the owner and administrators.',
    input: Type.Object({
      groupId: GroupId(),
      name: Type.Optional(Text('At most 100 bytes.')),
      introduction: Type.Optional(Text('At most 240 bytes.')),
      notification: Type.Optional(Text('At most 400 bytes.')),
      faceUrl: Type.Optional(Text('At most 500 bytes.')),
      maxMembers: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      joinOption: Type.Optional(JoinOption),
      inviteOption: Type.Optional(InviteOption),
      muteAll: Type.Optional(Type.Boolean()),
      supportTopic: Type.Optional(Type.Literal(true, { description: 'Communities: there is no way back.' })),
      permission: Type.Optional(
        Type.Integer({ minimum: -1, maximum: 2047, description: '-1: it goes by roles alone.' }),
      ),
      custom: Type.Optional(CustomFields('What is named is set; an empty value takes a field away.')),
    }),
    output: Type.Object({ infoSeq: Type.Integer() }),
  }),
  'group.dissolve': op({
    title: 'End a group for everybody.',
    input: Type.Object({ groupId: GroupId() }),
    output: Type.Object({}),
  }),
  'group.transfer': op({
    title: 'Make a member the owner.',
    input: Type.Object({ groupId: GroupId(), to: UserId('The new owner.') }),
    output: Type.Object({}),
  }),
  'group.join': op({
    title: 'Come in, or apply where the group wants to be asked. Into a live room comes this session alone.',
    input: Type.Object({ groupId: GroupId(), note: Type.Optional(Text('For who answers; at most 256 bytes.')) }),
    output: Type.Object({
      status: Type.Union([Type.Literal('joined'), Type.Literal('already'), Type.Literal('waiting')]),
      room: Type.Optional(RoomNow),
    }),
  }),
  'group.quit': op({ title: 'Leave.', input: Type.Object({ groupId: GroupId() }), output: Type.Object({}) }),
  'group.applications': op({
    title: 'What waits for an answer in the groups that one owns or administers.',
    input: Type.Object({ cursor: Cursor(), limit: Limit() }),
    output: Type.Object({
      applications: Type.Array(
        Type.Object({
          groupId: Type.String(),
          groupName: Type.String(),
          groupType: GroupType,
          userId: Type.String(),
          inviter: Type.String({ description: 'Who proposed the user; empty when the user applied.' }),
          note: Type.String(),
          createdAt: Type.Integer({ description: 'Server ms.' }),
        }),
      ),
      cursor: NextCursor(),
    }),
  }),
  'group.answer': op({
    title: 'Answer an application, once.',
    input: Type.Object({
      groupId: GroupId(),
      userId: UserId('Who waits.'),
      accept: Type.Boolean(),
      note: Type.Optional(Text('At most 256 bytes.')),
    }),
    output: Type.Object({}),
  }),
} as const
