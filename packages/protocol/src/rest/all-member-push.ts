import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import { MsgBody } from '../message.ts'
import { OfflinePush } from '../offline-push.ts'
import { AnyUserId, AnyUsers, Nothing, Uint32 } from './fields.ts'
import { C2C_FIELDS, MOST_LIFE_SECONDS } from './openim-send.ts'

const LABELS_PER_SECOND = 100
const Tags = Type.Array(Type.String({ description: '1–50 bytes.' }))
const Values = Type.Record(Type.String(), Type.String(), { description: 'Name → value of at most 50 bytes.' })
const To_Account = Type.String()
const NAME = Type.Optional(Type.String())
const AttrNames = Type.Object(
  { 0: NAME, 1: NAME, 2: NAME, 3: NAME, 4: NAME, 5: NAME, 6: NAME, 7: NAME, 8: NAME, 9: NAME },
  { description: 'Number of the attribute, 0–9 → its name of 1–50 bytes.' },
)
const UserTags = Type.Array(Type.Object({ To_Account: AnyUserId('Whose.'), Tags }))
const UserAttrs = <Attrs extends typeof Values | typeof Tags>(attrs: Attrs) =>
  Type.Array(Type.Object({ To_Account: AnyUserId('Whose.'), Attrs: attrs }))
const Whose = AnyUsers('1–100 users.')

const USERS = { To_Account: 'C2C_RECEIVER_MISSING' } as const satisfies Command['fields']
const UNKNOWN = 'An unknown user refuses the whole call (inferred).'
const ACCOUNTS = ['PUSH_TOO_MANY_ACCOUNTS', 'C2C_ACCOUNT_UNKNOWN', 'C2C_RECEIVER_MISSING'] as const

const push = command({
  title:
    'Send a private message to every account, or to those with some tags or attributes. It is sent after the answer.',
  input: Type.Object({
    From_Account: Type.Optional(AnyUserId('The sender. Absent: the administrator who calls.')),
    MsgRandom: Uint32('Identity of this push: the same within seven days is the same task.'),
    MsgBody,
    MsgLifeTime: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MOST_LIFE_SECONDS,
        description: 'Seconds; 0, the default: to who is online, stored nowhere.',
      }),
    ),
    Condition: Type.Optional(
      Type.Object(
        {
          TagsOr: Type.Optional(Tags),
          TagsAnd: Type.Optional(Tags),
          AttrsOr: Type.Optional(Values),
          AttrsAnd: Type.Optional(Values),
        },
        { description: 'Tags or attributes, never both. Absent or empty: everybody.' },
      ),
    ),
    OfflinePushInfo: Type.Optional(OfflinePush),
  }),
  output: Type.Object({ TaskId: Type.String({ description: 'For im_get_push_report.' }) }),
  fields: {
    From_Account: C2C_FIELDS.From_Account,
    MsgRandom: C2C_FIELDS.MsgRandom,
    MsgBody: C2C_FIELDS.MsgBody,
    MsgLifeTime: { type: 'C2C_LIFETIME_INVALID', value: 'PUSH_LIFETIME_TOO_LONG' },
    OfflinePushInfo: C2C_FIELDS.OfflinePushInfo,
  },
  says: { MESSAGE_TOO_LONG: 'REQUEST_TOO_LONG' },
  errors: [
    'PUSH_CONDITION_MIXED',
    'PUSH_TAG_EMPTY',
    'PUSH_TAG_TOO_LONG',
    'PUSH_TAG_TWICE',
    'PUSH_TOO_MANY_TAGS',
    'PUSH_ATTRIBUTE_INVALID',
    'PUSH_TOO_FREQUENT',
    'PUSH_QUOTA',
    'MESSAGE_INVALID',
  ],
  note: 'Who pushes does not get the push. With both TagsOr and TagsAnd (or both of attributes) both must hold (inferred). A day is any 24 hours.',
})

/** Messages to many at once, and the tags and attributes by which they are chosen. */
export const PUSH_COMMANDS = {
  'all_member_push/im_push': push,
  'openim/im_push': push,
  'openim/im_get_push_report': command({
    title: 'How far pushes are.',
    input: Type.Object({ TaskIds: Type.Array(Type.String({ maxLength: 128 }), { minItems: 1, maxItems: 500 }) }),
    output: Type.Object({
      Reports: Type.Array(
        Type.Object({
          TaskId: Type.String(),
          Status: Type.Integer({ description: '0: waits; 1: is being sent; 2: done.' }),
          StartTime: Type.Integer({ description: 'Unix seconds.' }),
          Finished: Type.Integer({ description: 'Accounts that were sent to.' }),
          Total: Type.Integer({ description: 'Accounts that it is for.' }),
        }),
      ),
    }),
    fields: { TaskIds: 'PUSH_TASKS_MISSING' },
    errors: ['PUSH_TASK_UNKNOWN'],
    note: 'A task that is not known refuses the whole call (inferred). Tasks are known for seven days.',
  }),
  'all_member_push/im_set_attr_name': command({
    title:
      'Name the attributes of an application. One that has a name already is renamed and keeps the values that users have.',
    input: Type.Object({ AttrNames }),
    output: Nothing,
    perSecond: LABELS_PER_SECOND,
    errors: ['PUSH_ATTRIBUTE_NAME'],
  }),
  'all_member_push/im_get_attr_name': command({
    title: 'The names of the attributes.',
    input: Type.Object({}),
    output: Type.Object({ AttrNames }),
    perSecond: LABELS_PER_SECOND,
  }),
  'all_member_push/im_set_attr': command({
    title: 'Set attributes of users. Those that are not named stay.',
    input: Type.Object({ UserAttrs: UserAttrs(Values) }),
    output: Nothing,
    renamed: { Attrs: 'UserAttrs' },
    perSecond: LABELS_PER_SECOND,
    errors: [...ACCOUNTS, 'PUSH_ATTRIBUTE_INVALID'],
    note: UNKNOWN,
  }),
  'all_member_push/im_get_attr': command({
    title: 'The attributes of users.',
    input: Type.Object({ To_Account: Whose }),
    output: Type.Object({ UserAttrs: Type.Array(Type.Object({ To_Account, Attrs: Values })) }),
    fields: USERS,
    perSecond: LABELS_PER_SECOND,
    errors: ['PUSH_TOO_MANY_ACCOUNTS'],
  }),
  'all_member_push/im_remove_attr': command({
    title: 'Take attributes of users back.',
    input: Type.Object({ UserAttrs: UserAttrs(Tags) }),
    output: Nothing,
    renamed: { Attrs: 'UserAttrs' },
    perSecond: LABELS_PER_SECOND,
    errors: [...ACCOUNTS, 'PUSH_ATTRIBUTE_INVALID'],
    note: UNKNOWN,
  }),
  'all_member_push/im_add_tag': command({
    title: 'Give users tags: at most 10 at once, and 100 in all, each.',
    input: Type.Object({ UserTags }),
    output: Nothing,
    renamed: { Tags: 'UserTags' },
    perSecond: LABELS_PER_SECOND,
    errors: [...ACCOUNTS, 'PUSH_TAG_EMPTY', 'PUSH_TAG_TOO_LONG', 'PUSH_TOO_MANY_TAGS'],
    note: UNKNOWN,
  }),
  'all_member_push/im_get_tag': command({
    title: 'The tags of users.',
    input: Type.Object({ To_Account: Whose }),
    output: Type.Object({ UserTags: Type.Array(Type.Object({ To_Account, Tags: Type.Array(Type.String()) })) }),
    fields: USERS,
    perSecond: LABELS_PER_SECOND,
    errors: ['PUSH_TOO_MANY_ACCOUNTS'],
  }),
  'all_member_push/im_remove_tag': command({
    title: 'Take tags of users back.',
    input: Type.Object({ UserTags }),
    output: Nothing,
    renamed: { Tags: 'UserTags' },
    perSecond: LABELS_PER_SECOND,
    errors: [...ACCOUNTS, 'PUSH_TAG_EMPTY', 'PUSH_TAG_TOO_LONG', 'PUSH_TOO_MANY_TAGS'],
    note: UNKNOWN,
  }),
  'all_member_push/im_remove_all_tags': command({
    title: 'Take all tags of users back.',
    input: Type.Object({ To_Account: Whose }),
    output: Nothing,
    fields: USERS,
    perSecond: LABELS_PER_SECOND,
    errors: ['PUSH_TOO_MANY_ACCOUNTS'],
  }),
} as const
