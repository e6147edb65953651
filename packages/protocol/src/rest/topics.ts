/** Topics of communities, and what groups of their members may do. */
import { Type } from 'typebox'
import { command } from '../command.ts'
import { AnyUserId, Nothing, Seconds } from './fields.ts'
import { Filter, GroupId, OnOff, Text } from './group-fields.ts'

const TopicId = Type.String({ maxLength: 128, description: 'Which topic.' })
const Operator = Type.Optional(AnyUserId('Who does it; not shown.'))
const TOPIC_DETAILS = {
  CustomString: Text(3_000),
  FaceUrl: Text(500),
  Notification: Text(400),
  Introduction: Text(240),
} as const
const TOPIC_ERRORS = ['GROUP_NOT_FOUND', 'TOPICS_OFF'] as const

const NEW_TOPIC = {
  TopicName: Type.String({ description: 'At most 100 bytes.' }),
  TopicId: Type.Optional(Type.String({ maxLength: 128, description: 'Absent: the server makes one.' })),
  From_Account: Operator,
  ...TOPIC_DETAILS,
} as const

/** Topics of communities. */
export const TOPIC_COMMANDS = {
  'million_group_open_http_svc/create_topic': command({
    title: 'Make a topic in a community that supports them.',
    input: Type.Object({ GroupId, ...NEW_TOPIC }),
    output: Type.Object({ TopicId: Type.String() }),
    errors: [...TOPIC_ERRORS, 'GROUP_ID_INVALID', 'GROUP_ID_TAKEN', 'TOPICS_COUNT'],
    note: 'From_Account is not shown as the operator. A topic name has up to 100 bytes.',
  }),
  'million_group_open_http_svc/get_topic': command({
    title: 'Topics of a community, all or those named, as a member finds them.',
    input: Type.Object({
      GroupId,
      From_Account: AnyUserId('The member.'),
      TopicIdList: Type.Optional(Type.Array(TopicId, { maxItems: 100 })),
      ResponseFilter: Filter,
    }),
    output: Type.Object({
      TopicAndSelfInfo: Type.Array(
        Type.Object({
          ErrorCode: Type.Integer(),
          ErrorInfo: Type.String(),
          SelfInfo: Type.Optional(
            Type.Object({ ShutUpTime: Type.Integer(), MsgSeq: Type.Integer(), MsgFlag: Type.String() }),
          ),
          TopicInfo: Type.Object({ TopicId: Type.String(), GroupID: Type.String() }, { additionalProperties: true }),
        }),
      ),
    }),
    errors: [...TOPIC_ERRORS, 'GROUP_ANSWER_TOO_LONG'],
  }),
  'million_group_open_http_svc/modify_topic': command({
    title: 'Change what is given of a topic.',
    input: Type.Object({
      GroupId,
      TopicId,
      TopicName: Type.Optional(Type.String({ description: 'At most 100 bytes.' })),
      From_Account: Operator,
      ...TOPIC_DETAILS,
      MuteAllMember: Type.Optional(OnOff),
    }),
    output: Nothing,
    renamed: { ShutUpAllFlag: 'MuteAllMember' },
    errors: ['GROUP_NOT_FOUND', 'TOPIC_NOT_FOUND'],
  }),
  'million_group_open_http_svc/destroy_topic': command({
    title: 'Delete topics, each with an outcome.',
    input: Type.Object({
      GroupId,
      TopicIdList: Type.Array(TopicId, { minItems: 1, maxItems: 100 }),
      From_Account: Operator,
    }),
    output: Type.Object({
      DestroyResultItem: Type.Array(
        Type.Object({ TopicId: Type.String(), ErrorCode: Type.Integer(), ErrorInfo: Type.String() }),
      ),
    }),
    errors: TOPIC_ERRORS,
  }),
  'group_open_http_svc/import_topic': command({
    title: 'Make a topic as it was elsewhere, with the time at which it was made.',
    input: Type.Object({
      Type: Type.Literal('Community'),
      GroupId,
      ...NEW_TOPIC,
      CreateTime: Type.Optional(Seconds('When it was made; not after now.')),
    }),
    output: Type.Object({ TopicId: Type.String() }),
    errors: [...TOPIC_ERRORS, 'GROUP_ID_INVALID', 'GROUP_ID_TAKEN', 'TOPICS_COUNT'],
    note: 'Members are told, as of any new topic.',
  }),
  'group_open_http_svc/create_permission_group': command({
    title: 'Make a permission group in a community: its members may what its bits say.',
    input: Type.Object({
      GroupId,
      PermissionGroupId: Type.Optional(
        Type.String({ maxLength: 64, description: '`@PMG#_…`; absent: the server makes one.' }),
      ),
      PermissionGroupName: Type.String({ description: 'At most 150 bytes.' }),
      Permission: Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'Bits.' }),
      CustomString: Text(1_000),
    }),
    output: Type.Object({ PermissionGroupId: Type.String() }),
    errors: ['GROUP_NOT_FOUND', 'GROUP_UNSUPPORTED', 'GROUP_ID_INVALID', 'GROUP_ID_TAKEN'],
    note: 'The name of the field in the answer is inferred.',
  }),
} as const
