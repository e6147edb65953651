import { Type } from 'typebox'
import {
  ADD_TYPE,
  BLACK_CHECK_TYPE,
  BLACK_RELATION,
  CHECK_TYPE,
  DELETE_TYPE,
  FRIEND_LIMITS,
  FRIEND_RELATION,
  PENDENCY_TYPE,
  RESPONSE_ACTION,
} from '../../friend.ts'
import { op, UserId } from './op.ts'

const Users = (max: number = FRIEND_LIMITS.users) =>
  Type.Array(UserId('Whom it is about.'), { minItems: 1, maxItems: max })
const Text = (maxLength: number, description: string) => Type.String({ maxLength, description })
const GroupName = () =>
  Type.String({ minLength: 1, maxLength: 256, description: `At most ${FRIEND_LIMITS.groupNameBytes} bytes.` })
const Remark = () => Text(1024, `A name of one's own for the friend, at most ${FRIEND_LIMITS.remarkBytes} bytes.`)
const Cursor = () =>
  Type.Optional(Type.String({ maxLength: 32, description: 'Of the page before; absent: the first.' }))
const Next = () => Type.Optional(Type.String({ description: 'Absent on the last page.' }))
const Revision = () => Type.Integer({ description: 'Of the list, as `revisions` tells it.' })
const Done = Type.Object({})
const Results = Type.Object({
  results: Type.Array(
    Type.Object({ userId: Type.String(), code: Type.Integer({ description: '0, or the code of the refusal.' }) }),
    { description: 'In the order asked for.' },
  ),
})
const Custom = Type.Object({
  tag: Type.String({ maxLength: 64, description: '`Tag_SNS_Custom_` and 1-8 letters.' }),
  value: Text(2048, `At most ${FRIEND_LIMITS.customBytes} bytes.`),
})
const Friend = Type.Object({
  userId: Type.String(),
  remark: Type.String(),
  groups: Type.Array(Type.String()),
  source: Type.String(),
  wording: Type.String(),
  time: Type.Integer({ description: 'Since when, server ms.' }),
  custom: Type.Array(Custom),
})

/** Requests about the own friends and the applications for friendship. */
export const FRIEND_OPS = {
  'friend.add': op({
    title: 'Add a friend, or ask to when the other side wants to agree first. Doing it again changes nothing.',
    input: Type.Object({
      userId: UserId('Who.'),
      type: Type.Optional(
        Type.Enum(ADD_TYPE, { description: 'Into my list, or each into the list of the other (default).' }),
      ),
      source: Text(64, '`AddSource_Type_` and 1-8 letters: where they met.'),
      wording: Type.Optional(Text(1024, `What the other side reads, at most ${FRIEND_LIMITS.wordingBytes} bytes.`)),
      remark: Type.Optional(Remark()),
      groupName: Type.Optional(GroupName()),
    }),
    output: Type.Object({ code: Type.Integer({ description: '0: friends. 30539: waits for the other side.' }) }),
  }),
  'friend.delete': op({
    title: 'Take friends out of the own list, and the own user out of theirs. 31704: was no friend.',
    input: Type.Object({
      userIds: Users(),
      type: Type.Optional(Type.Enum(DELETE_TYPE, { description: 'Default: both sides.' })),
    }),
    output: Results,
  }),
  'friend.check': op({
    title: 'How people stand to the own user (A): looking into the own list only, or into theirs as well.',
    input: Type.Object({ userIds: Users(), type: Type.Enum(CHECK_TYPE) }),
    output: Type.Object({
      results: Type.Array(Type.Object({ userId: Type.String(), relation: Type.Enum(FRIEND_RELATION) })),
    }),
  }),
  'friend.update': op({
    title: 'Change what one notes about a friend. What is absent stays.',
    input: Type.Object({
      userId: UserId('Which friend.'),
      remark: Type.Optional(Remark()),
      groups: Type.Optional(
        Type.Array(GroupName(), {
          maxItems: FRIEND_LIMITS.groups,
          description: 'Replaces the groups that the friend is in; new names make groups.',
        }),
      ),
      custom: Type.Optional(Type.Array(Custom, { maxItems: FRIEND_LIMITS.customFields })),
    }),
    output: Done,
  }),
  'friend.list': op({
    paged: true,
    title: 'The own friends, in pages, in the order of their UserIDs. Their profiles: `profile.get`.',
    input: Type.Object({ cursor: Cursor() }),
    output: Type.Object({
      friends: Type.Array(Friend),
      cursor: Next(),
      total: Type.Integer(),
      revision: Revision(),
    }),
  }),
  'friend.get': op({
    paged: true,
    title: 'Chosen friends. 30001: is none.',
    input: Type.Object({ userIds: Users(FRIEND_LIMITS.page) }),
    output: Type.Object({
      friends: Type.Array(Type.Object({ userId: Type.String(), code: Type.Integer(), friend: Type.Optional(Friend) })),
      rest: Type.Optional(
        Type.Array(Type.String(), { description: 'UserIDs that did not fit into this answer: ask again for these.' }),
      ),
    }),
  }),
  'friend.application.list': op({
    paged: true,
    title: 'Applications for friendship that came in and that were sent, newest first.',
    input: Type.Object({}),
    output: Type.Object({
      applications: Type.Array(
        Type.Object({
          userId: Type.String({ description: 'The other side.' }),
          type: Type.Enum(PENDENCY_TYPE),
          source: Type.String(),
          wording: Type.String(),
          time: Type.Integer({ description: 'Server ms.' }),
        }),
      ),
      unread: Type.Integer({ description: 'Came in and not marked as read.' }),
      revision: Revision(),
    }),
  }),
  'friend.application.accept': op({
    title: 'Say yes to an application: the other side gets a friend, and with AgreeAndAdd so does the own user.',
    input: Type.Object({
      userId: UserId('Who asked.'),
      type: Type.Enum(RESPONSE_ACTION),
      remark: Type.Optional(Remark()),
    }),
    output: Done,
  }),
  'friend.application.refuse': op({
    title: 'Say no to an application: it is gone on both sides.',
    input: Type.Object({ userId: UserId('Who asked.') }),
    output: Done,
  }),
  'friend.application.delete': op({
    title: 'Take applications out of the own list; what the other side sees stays. 30614: there is none.',
    input: Type.Object({ userIds: Users(FRIEND_LIMITS.applications), type: Type.Enum(PENDENCY_TYPE) }),
    output: Results,
  }),
  'friend.application.read': op({
    title: 'Nothing that came in so far counts as unread any more.',
    input: Type.Object({}),
    output: Done,
  }),
  'friend.group.list': op({
    title: 'The own groups of friends. Who is in them is told by `friend.list`.',
    input: Type.Object({}),
    output: Type.Object({
      groups: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() })),
      revision: Revision(),
    }),
  }),
  'friend.group.create': op({
    title: 'Make a group of friends. 32216: is no friend.',
    input: Type.Object({
      name: GroupName(),
      userIds: Type.Optional(Type.Array(UserId('A friend.'), { maxItems: FRIEND_LIMITS.users })),
    }),
    output: Results,
  }),
  'friend.group.delete': op({
    title: 'Delete a group; its friends stay friends.',
    input: Type.Object({ name: GroupName() }),
    output: Done,
  }),
  'friend.group.rename': op({
    title: 'Rename a group.',
    input: Type.Object({ oldName: GroupName(), newName: GroupName() }),
    output: Done,
  }),
  'friend.group.add': op({
    title: 'Put friends into a group. 32216: is no friend.',
    input: Type.Object({ name: GroupName(), userIds: Users() }),
    output: Results,
  }),
  'friend.group.remove': op({
    title: 'Take friends out of a group.',
    input: Type.Object({ name: GroupName(), userIds: Users() }),
    output: Results,
  }),
  'blacklist.add': op({
    title:
      'Block people: no friends any more on either side, and what they write to the own user is refused. 30001: blocked already, or oneself.',
    input: Type.Object({ userIds: Users() }),
    output: Results,
  }),
  'blacklist.remove': op({
    title: 'Block people no longer.',
    input: Type.Object({ userIds: Users() }),
    output: Results,
  }),
  'blacklist.list': op({
    title: 'Whom the own user blocks, in pages, in the order of their UserIDs.',
    input: Type.Object({ cursor: Cursor() }),
    output: Type.Object({
      users: Type.Array(
        Type.Object({ userId: Type.String(), time: Type.Integer({ description: 'Since when, server ms.' }) }),
      ),
      cursor: Next(),
      revision: Revision(),
    }),
  }),
  'blacklist.check': op({
    title: 'Whom the own user (A) blocks, and with Both also who blocks the own user.',
    input: Type.Object({ userIds: Users(), type: Type.Enum(BLACK_CHECK_TYPE) }),
    output: Type.Object({
      results: Type.Array(Type.Object({ userId: Type.String(), relation: Type.Enum(BLACK_RELATION) })),
    }),
  }),
} as const
