import { Type } from 'typebox'
import { command } from '../command.ts'
import { BLACK_CHECK_TYPE, BLACK_RELATION, FRIEND_LIMITS } from '../friend.ts'
import { AnyUserId, FailAccounts, ResultCode, ResultItems, Users } from './fields.ts'

const From = AnyUserId('Whose list.')
const Results = Type.Object({ ResultItem: ResultItems(), Fail_Account: FailAccounts() })
const CurrentSequence = Type.Integer({ description: 'Grows with every change.' })
const GroupNames = Type.Array(Type.String({ description: 'At most 30 bytes.' }), {
  minItems: 1,
  maxItems: FRIEND_LIMITS.groups,
})

/** The blacklist and groups of friends. */
export const SNS_LIST_COMMANDS = {
  'sns/black_list_add': command({
    title: 'Block people for a user: no friends any more on either side, and what they write to the user is refused.',
    input: Type.Object({ From_Account: From, To_Account: Users('Whom.', FRIEND_LIMITS.users) }),
    output: Results,
    errors: ['FRIEND_ACCOUNT_NOT_FOUND', 'BLACKLIST_HAS_ALREADY', 'BLACKLIST_LIMIT'],
  }),
  'sns/black_list_delete': command({
    title: 'Block people no longer. Friends of before do not come back.',
    input: Type.Object({ From_Account: From, To_Account: Users('Whom.', FRIEND_LIMITS.users) }),
    output: Results,
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
  'sns/black_list_get': command({
    title: 'Whom a user blocks, in pages.',
    input: Type.Object({
      From_Account: From,
      StartIndex: Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: '0, then what the answer says.' }),
      MaxLimited: Type.Integer({ minimum: 1, maximum: 0xffff_ffff, description: 'Entries of a page; at most 1,000.' }),
      LastSequence: Type.Optional(Type.Integer()),
    }),
    output: Type.Object({
      BlackListItem: Type.Array(
        Type.Object({ To_Account: Type.String(), AddBlackTimeStamp: Type.Integer({ description: 'Unix seconds.' }) }),
      ),
      StartIndex: Type.Integer({ description: 'Of the next page; 0 after the last one.' }),
      CurruentSequence: Type.Integer({ description: 'Spelled so. Grows with every change.' }),
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
    note: 'LastSequence may be left out.',
  }),
  'sns/black_list_check': command({
    title: 'Whom a user (A) blocks, and with Both also who blocks the user.',
    input: Type.Object({
      From_Account: From,
      To_Account: Users('Who.', FRIEND_LIMITS.users),
      CheckType: Type.Enum(BLACK_CHECK_TYPE),
    }),
    output: Type.Object({
      BlackListCheckItem: Type.Array(
        Type.Object({
          To_Account: Type.String(),
          Relation: Type.Enum(BLACK_RELATION),
          ResultCode: ResultCode(),
          ResultInfo: Type.String(),
        }),
      ),
      Fail_Account: FailAccounts(),
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
  'sns/group_add': command({
    title: 'Make groups of friends, and put friends into all of them. 32216: is no friend.',
    input: Type.Object({
      From_Account: From,
      GroupName: GroupNames,
      To_Account: Type.Optional(Users('Friends.', FRIEND_LIMITS.users)),
    }),
    output: Type.Object({
      ResultItem: Type.Optional(ResultItems()),
      Fail_Account: FailAccounts(),
      CurrentSequence,
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND', 'FRIEND_GROUP_LIMIT', 'FRIEND_GROUP_STRANGER'],
    note: 'A name that is there already refuses the call with 30001 (inferred).',
  }),
  'sns/group_delete': command({
    title: 'Delete groups of friends; the friends stay.',
    input: Type.Object({ From_Account: From, GroupName: GroupNames }),
    output: Type.Object({ CurrentSequence }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
    note: 'A name that is not there refuses the call with 30001 (inferred).',
  }),
  'sns/group_get': command({
    title: "A user's groups of friends: all of them, or the named ones.",
    input: Type.Object({
      From_Account: From,
      LastSequence: Type.Optional(Type.Integer()),
      NeedFriend: Type.Optional(
        Type.Enum(['Need_Friend_Type_Yes', 'Need_Friend_Type_No'], { description: 'Yes: with who is in them.' }),
      ),
      GroupName: Type.Optional(Type.Array(Type.String(), { maxItems: FRIEND_LIMITS.groups })),
    }),
    output: Type.Object({
      ResultItem: Type.Array(
        Type.Object({
          GroupName: Type.String(),
          FriendNumber: Type.Integer(),
          To_Account: Type.Optional(Type.Array(Type.String())),
        }),
      ),
      CurrentSequence,
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
    note: 'Members are listed whenever NeedFriend asks for them, also with GroupName. LastSequence changes nothing.',
  }),
} as const
