import { Type } from 'typebox'
import { Cursor, GroupId, Limit, NextCursor, UserIds } from './groups.ts'
import { op } from './op.ts'

export const TopicId = () => Type.String({ minLength: 1, maxLength: 128, description: 'The topic.' })
const Text = (description: string) => Type.Optional(Type.String({ maxLength: 4_000, description }))
const Bits = (description: string) => Type.Integer({ minimum: 0, maximum: 0xffff, description })
const PermissionId = () => Type.String({ minLength: 1, maxLength: 64, description: '`@PMG#_…`' })

const TopicTexts = {
  introduction: Text('At most 240 bytes.'),
  notification: Text('At most 400 bytes.'),
  faceUrl: Text('At most 500 bytes.'),
  custom: Text('At most 3,000 bytes.'),
}
const Topic = Type.Object({
  topicId: Type.String(),
  groupId: Type.String(),
  name: Type.String(),
  introduction: Type.String(),
  notification: Type.String(),
  faceUrl: Type.String(),
  custom: Type.String(),
  muteAll: Type.Boolean(),
  createdAt: Type.Integer(),
  infoChangedAt: Type.Integer(),
})
const PermissionGroup = Type.Object({
  permissionId: Type.String(),
  name: Type.String(),
  custom: Type.String(),
  permission: Type.Integer(),
})

/** Requests about the topics of a community. A topic is a conversation of its own: send to it, and read it, by its id in place of a group's. */
export const TOPIC_OPS = {
  'topic.create': op({
    title: 'Make a topic in a community that supports them.',
    input: Type.Object({
      groupId: GroupId(),
      name: Type.String({ maxLength: 400, description: 'At most 100 bytes.' }),
      topicId: Type.Optional(TopicId()),
      ...TopicTexts,
    }),
    output: Type.Object({ topicId: Type.String() }),
  }),
  'topic.update': op({
    title: 'Change what is given of a topic.',
    input: Type.Object({
      topicId: TopicId(),
      name: Text('At most 100 bytes.'),
      ...TopicTexts,
      muteAll: Type.Optional(Type.Boolean()),
    }),
    output: Type.Object({ topic: Topic }),
  }),
  'topic.delete': op({
    title: 'Delete topics: gone at once for everybody.',
    input: Type.Object({ groupId: GroupId(), topicIds: Type.Array(TopicId(), { minItems: 1, maxItems: 100 }) }),
    output: Type.Object({ deleted: Type.Array(Type.String()) }),
  }),
  'topic.list': op({
    title: 'The topics of a community, all or those named, for its members.',
    paged: true,
    input: Type.Object({ groupId: GroupId(), topicIds: Type.Optional(Type.Array(TopicId(), { maxItems: 100 })) }),
    output: Type.Object({
      topics: Type.Array(
        Type.Object({
          ...Topic.properties,
          head: Type.Integer({ description: 'The newest seq of its log.' }),
          self: Type.Optional(
            Type.Object({
              readSeq: Type.Integer(),
              receiveOption: Type.String(),
              muteUntil: Type.Integer({ description: '0: not muted.' }),
            }),
          ),
        }),
      ),
    }),
  }),
  'permission.create': op({
    title: 'Make a permission group in a community: its members may what its bits say.',
    input: Type.Object({
      groupId: GroupId(),
      name: Type.String({ maxLength: 400, description: 'At most 150 bytes.' }),
      permission: Bits('What its members may in the community, as bits.'),
      permissionId: Type.Optional(PermissionId()),
      custom: Text('At most 1,000 bytes.'),
    }),
    output: Type.Object({ permissionId: Type.String() }),
  }),
  'permission.update': op({
    title: 'Change what is given of a permission group.',
    input: Type.Object({
      groupId: GroupId(),
      permissionId: PermissionId(),
      name: Text('At most 150 bytes.'),
      permission: Type.Optional(Bits('As bits.')),
      custom: Text('At most 1,000 bytes.'),
    }),
    output: Type.Object({}),
  }),
  'permission.delete': op({
    title: 'Delete a permission group.',
    input: Type.Object({ groupId: GroupId(), permissionId: PermissionId() }),
    output: Type.Object({}),
  }),
  'permission.list': op({
    title: 'The permission groups of a community, for its members.',
    input: Type.Object({ groupId: GroupId() }),
    output: Type.Object({ groups: Type.Array(PermissionGroup) }),
  }),
  'permission.addMembers': op({
    title: 'Put members of the community into a permission group. All of them or none.',
    input: Type.Object({ groupId: GroupId(), permissionId: PermissionId(), userIds: UserIds(100, 'Members.') }),
    output: Type.Object({}),
  }),
  'permission.removeMembers': op({
    title: 'Take members out of a permission group.',
    input: Type.Object({ groupId: GroupId(), permissionId: PermissionId(), userIds: UserIds(100, 'Members.') }),
    output: Type.Object({}),
  }),
  'permission.members': op({
    title: 'Who is in a permission group, by UserID.',
    input: Type.Object({ groupId: GroupId(), permissionId: PermissionId(), cursor: Cursor(), limit: Limit() }),
    output: Type.Object({ userIds: Type.Array(Type.String()), cursor: NextCursor() }),
  }),
  'permission.setTopic': op({
    title: 'What a permission group may in one topic beyond what it may in the community; 0 takes it back.',
    input: Type.Object({
      groupId: GroupId(),
      topicId: TopicId(),
      permissionId: PermissionId(),
      permission: Bits('As bits of a topic.'),
    }),
    output: Type.Object({}),
  }),
  'permission.ofTopic': op({
    title: 'What permission groups may in a topic.',
    input: Type.Object({ groupId: GroupId(), topicId: TopicId() }),
    output: Type.Object({
      permissions: Type.Array(Type.Object({ permissionId: Type.String(), permission: Type.Integer() })),
    }),
  }),
  'permission.own': op({
    title: 'What one may oneself in a community, and in one of its topics: bits, or -1 where it goes by roles alone.',
    input: Type.Object({ groupId: GroupId(), topicId: Type.Optional(TopicId()) }),
    output: Type.Object({ community: Type.Integer(), topic: Type.Integer() }),
  }),
} as const
