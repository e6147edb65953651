import { Type } from 'typebox'
import { command } from '../command.ts'
import { ADD_TYPE, CHECK_TYPE, DELETE_TYPE, FRIEND_LIMITS, FRIEND_RELATION } from '../friend.ts'
import { AnyUserId, FailAccounts, Nothing, ResultCode, ResultItems, Users } from './fields.ts'
import { SNS_LIST_COMMANDS } from './sns-lists.ts'

const From = AnyUserId('Whose list of friends.')
const Results = Type.Object({ ResultItem: ResultItems(), Fail_Account: FailAccounts() })
const Text = (description: string) => Type.Optional(Type.String({ description }))
const Source = Type.String({ description: '`AddSource_Type_` and 1-8 letters: where they met.' })
const Wording = () => Text('What the other side reads; at most 256 bytes.')
const Remark = () => Text('A name of the own for the friend; at most 96 bytes.')
const UnixSeconds = () =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'Unix seconds.' }))
const DeleteType = Type.Optional(
  Type.Enum(DELETE_TYPE, { description: 'Default: out of the own list; Both: also the user out of theirs.' }),
)
const ValueItem = Type.Array(
  Type.Object({ Tag: Type.String(), Value: Type.Union([Type.String(), Type.Number(), Type.Array(Type.String())]) }),
)
const ADD_ERRORS = [
  'FRIEND_ACCOUNT_NOT_FOUND',
  'FRIEND_ADD_FORBIDDEN',
  'FRIEND_LIMIT',
  'FRIEND_GROUP_LIMIT',
  'FRIEND_APPLICATION_LIMIT',
  'FRIEND_PEER_LIMIT',
  'FRIEND_BLACKLISTED_BY_ME',
  'FRIEND_PEER_DENIES',
  'FRIEND_BLACKLISTED_ME',
  'FRIEND_NEEDS_CONSENT',
] as const

const friendGet = (title: string) =>
  command({
    title,
    input: Type.Object({
      From_Account: From,
      StartIndex: Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: '0, then `NextStartIndex`.' }),
      StandardSequence: Type.Optional(
        Type.Integer({ description: 'Of the last answer: when nothing changed since, standard fields are left out.' }),
      ),
      CustomSequence: Type.Optional(Type.Integer({ description: 'The same for custom fields.' })),
    }),
    output: Type.Object({
      UserDataItem: Type.Array(Type.Object({ To_Account: Type.String(), ValueItem })),
      StandardSequence: Type.Integer(),
      CustomSequence: Type.Integer(),
      FriendNum: Type.Integer({ description: 'All friends.' }),
      CompleteFlag: Type.Integer({ description: '1 on the last page.' }),
      NextStartIndex: Type.Integer(),
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
    note: 'Standard and custom fields share one sequence: it grows with every change of the list.',
  })

/** Friends, the blacklist and groups of friends. */
export const SNS_COMMANDS = {
  'sns/friend_add': command({
    title: 'Add friends for a user, or ask those who want to agree first (30539).',
    input: Type.Object({
      From_Account: From,
      AddFriendItem: Type.Array(
        Type.Object({
          To_Account: AnyUserId('Whom.'),
          AddSource: Source,
          Remark: Remark(),
          GroupName: Text('Made when there is none of this name; at most 30 bytes.'),
          AddWording: Wording(),
        }),
        { minItems: 1, maxItems: FRIEND_LIMITS.users },
      ),
      AddType: Type.Optional(Type.Enum(ADD_TYPE, { description: 'Default: each into the list of the other.' })),
      ForceAddFlags: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 1, description: '1: without consent, in spite of blacklists.' }),
      ),
    }),
    output: Results,
    errors: ADD_ERRORS,
  }),
  'sns/friend_import': command({
    title: "Put friends into a user's list as they were elsewhere: one side only, nobody is asked.",
    input: Type.Object({
      From_Account: From,
      AddFriendItem: Type.Array(
        Type.Object({
          To_Account: AnyUserId('Whom.'),
          AddSource: Source,
          Remark: Remark(),
          RemarkTime: UnixSeconds(),
          GroupName: Type.Optional(Type.Array(Type.String(), { maxItems: FRIEND_LIMITS.groups })),
          AddWording: Wording(),
          AddTime: UnixSeconds(),
          CustomItem: Type.Optional(
            Type.Array(Type.Object({ Tag: Type.String(), Value: Type.String() }), {
              maxItems: FRIEND_LIMITS.customFields,
            }),
          ),
        }),
        { minItems: 1, maxItems: FRIEND_LIMITS.users },
      ),
    }),
    output: Results,
    errors: ['FRIEND_ACCOUNT_NOT_FOUND', 'FRIEND_LIMIT', 'FRIEND_GROUP_LIMIT'],
    note: 'RemarkTime is read and not kept. Who is a friend already stays as it was. 30011: imported, but not into all groups.',
  }),
  'sns/friend_update': command({
    title: 'Change what a user notes about friends: remark, groups (replaced) and custom fields.',
    input: Type.Object({
      From_Account: From,
      UpdateItem: Type.Array(
        Type.Object({
          To_Account: AnyUserId('Which friend.'),
          SnsItem: Type.Array(
            Type.Object({
              Tag: Type.String({ description: '`Tag_SNS_IM_Remark`, `Tag_SNS_IM_Group` or `Tag_SNS_Custom_…`' }),
              Value: Type.Union([Type.String(), Type.Array(Type.String(), { maxItems: FRIEND_LIMITS.groups })]),
            }),
            { minItems: 1, maxItems: 32 },
          ),
        }),
        { minItems: 1, maxItems: FRIEND_LIMITS.users },
      ),
    }),
    output: Results,
    errors: ['FRIEND_ACCOUNT_NOT_FOUND', 'FRIEND_GROUP_LIMIT'],
    note: 'Who is no friend is 30001 in its item (inferred).',
  }),
  'sns/friend_delete': command({
    title: 'Delete friends. 31704: was none.',
    input: Type.Object({ From_Account: From, To_Account: Users('Whom.', FRIEND_LIMITS.users), DeleteType }),
    output: Results,
    errors: ['FRIEND_ACCOUNT_NOT_FOUND', 'NOT_FRIENDS'],
  }),
  'sns/friend_delete_all': command({
    title: 'Delete all friends of a user.',
    input: Type.Object({ From_Account: From, DeleteType }),
    output: Nothing,
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
  'sns/friend_check': command({
    title: 'How people stand to a user (A): looking into the own list only, or into theirs as well.',
    input: Type.Object({
      From_Account: From,
      To_Account: Users('Who.', FRIEND_LIMITS.users),
      CheckType: Type.Enum(CHECK_TYPE),
    }),
    output: Type.Object({
      InfoItem: Type.Array(
        Type.Object({
          To_Account: Type.String(),
          Relation: Type.Enum(FRIEND_RELATION),
          ResultCode: ResultCode(),
          ResultInfo: Type.String(),
        }),
      ),
      Fail_Account: FailAccounts(),
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
  'sns/friend_get': friendGet('The friends of a user, in pages of 100.'),
  'sns/friend_get_all': friendGet('The older name of sns/friend_get.'),
  'sns/friend_get_list': command({
    title: 'Chosen friends, with fields of the friendship and of their profiles. 30001: is none.',
    input: Type.Object({
      From_Account: From,
      To_Account: Users('Which.', FRIEND_LIMITS.page),
      TagList: Type.Array(Type.String({ maxLength: 64, description: '`Tag_SNS_…` or `Tag_Profile_…`' }), {
        minItems: 1,
        maxItems: 64,
      }),
    }),
    output: Type.Object({
      InfoItem: Type.Array(
        Type.Object({
          To_Account: Type.String(),
          SnsProfileItem: ValueItem,
          ResultCode: ResultCode(),
          ResultInfo: Type.String(),
        }),
      ),
      Fail_Account: FailAccounts(),
    }),
    says: { PROFILE_TAG_UNKNOWN: 'FRIEND_INVALID' },
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
  ...SNS_LIST_COMMANDS,
} as const
