import { Type } from 'typebox'
import { command } from '../command.ts'
import { FOLLOW_LIMITS, FOLLOW_LIST } from '../follow.ts'
import { AnyUserId, FailAccounts, ResultCode, ResultItems, Users } from './fields.ts'

const From = AnyUserId('Who follows.')
const Results = Type.Object({ ResultItem: ResultItems(), Fail_Account: FailAccounts() })
const Item = { To_Account: Type.String(), ResultCode: ResultCode(), ResultInfo: Type.String() }
const ProfileItem = Type.Array(Type.Object({ Tag: Type.String(), Value: Type.Union([Type.String(), Type.Number()]) }))

/** Following, which needs nobody's consent. */
export const FOLLOW_COMMANDS = {
  'follow/follow_add': command({
    title: 'Let a user follow others. Doing it again changes nothing.',
    input: Type.Object({
      From_Account: From,
      FollowItem: Type.Array(Type.Object({ To_Account: AnyUserId('Whom.') }), {
        minItems: 1,
        maxItems: FOLLOW_LIMITS.users,
      }),
    }),
    output: Results,
    errors: ['FRIEND_ACCOUNT_NOT_FOUND', 'FOLLOWING_LIMIT', 'FOLLOWERS_LIMIT'],
  }),
  'follow/follow_delete': command({
    title: 'Let a user follow others no longer.',
    input: Type.Object({ From_Account: From, To_Account: Users('Whom.', FOLLOW_LIMITS.users) }),
    output: Results,
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
  'follow/follow_get': command({
    title: 'Who follows a user, whom the user follows, or both at once, in pages.',
    input: Type.Object({
      From_Account: AnyUserId('Whose list.'),
      FollowType: Type.Enum(FOLLOW_LIST, { description: '1 followers, 2 followed, 3 mutual' }),
      StartCursor: Type.Optional(Type.String({ maxLength: 64, description: '`NextCursor` of the page before.' })),
      WantNum: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Default 100.' })),
    }),
    output: Type.Object({
      FollowItem: Type.Array(Type.Object({ To_Account: Type.String(), FollowTime: Type.Integer(), ProfileItem })),
      NextCursor: Type.String({ description: 'Empty on the last page.' }),
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
  'follow/follow_get_info': command({
    title: 'How many follow some users, and how many they follow.',
    input: Type.Object({ From_Account: AnyUserId('Who asks.'), To_Account: Users('Whose.', FOLLOW_LIMITS.users) }),
    output: Type.Object({
      FollowInfo: Type.Array(
        Type.Object({
          ...Item,
          FollowerCount: Type.Integer(),
          FollowingCount: Type.Integer(),
          MutualFollowingCount: Type.Integer(),
        }),
      ),
      Fail_Account: FailAccounts(),
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
  'follow/follow_check': command({
    title: 'How others stand to a user.',
    input: Type.Object({ From_Account: AnyUserId('Who asks.'), To_Account: Users('Who.', FOLLOW_LIMITS.checked) }),
    output: Type.Object({
      ResultItem: Type.Array(
        Type.Object({
          ...Item,
          FollowType: Type.Integer({ description: '0 none, 1 follows the user, 2 is followed by the user, 3 both' }),
        }),
      ),
      Fail_Account: FailAccounts(),
    }),
    errors: ['FRIEND_ACCOUNT_NOT_FOUND'],
  }),
} as const
