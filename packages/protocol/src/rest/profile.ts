import { Type } from 'typebox'
import { command } from '../command.ts'
import { PROFILE_LIMITS } from '../profile.ts'
import { AnyUserId, FailAccounts, Nothing, ResultCode, Users } from './fields.ts'

const Tag = Type.String({ minLength: 1, maxLength: 64, description: '`Tag_Profile_IM_…` or `Tag_Profile_Custom_…`' })
const Item = Type.Object({ Tag, Value: Type.Union([Type.String(), Type.Number()]) })

/** Profiles of users. */
export const PROFILE_COMMANDS = {
  'profile/portrait_set': command({
    title: "Change fields of a user's profile: all of them or none. The user's devices hear of it.",
    input: Type.Object({
      From_Account: AnyUserId('Whose profile.'),
      ProfileItem: Type.Array(Item, { minItems: 1, maxItems: PROFILE_LIMITS.items }),
    }),
    output: Nothing,
    errors: [
      'PROFILE_ACCOUNT_NOT_FOUND',
      'PROFILE_TAG_UNKNOWN',
      'PROFILE_VALUE_TOO_LONG',
      'PROFILE_VALUE_ILLEGAL',
      'PROFILE_VALUE_TYPE',
    ],
    note: 'A custom field needs no declaration: any Tag_Profile_Custom_ with 1-8 letters is taken, 20 per user.',
  }),
  'profile/portrait_get': command({
    title: 'Read fields of the profiles of up to 100 users. A field without a value is left out.',
    input: Type.Object({
      To_Account: Users('Whose.', PROFILE_LIMITS.users),
      TagList: Type.Array(Tag, { minItems: 1, maxItems: PROFILE_LIMITS.items }),
    }),
    output: Type.Object({
      UserProfileItem: Type.Array(
        Type.Object({
          To_Account: Type.String(),
          ProfileItem: Type.Array(Item),
          ResultCode: ResultCode(),
          ResultInfo: Type.String(),
        }),
      ),
      Fail_Account: FailAccounts(),
    }),
    fields: { To_Account: { type: 'PROFILE_USERS_MISSING', value: 'PROFILE_INVALID' } },
    errors: ['PROFILE_ACCOUNT_NOT_FOUND', 'PROFILE_TAG_UNKNOWN'],
    note: 'Unknown users are 40003 in their own item; the whole call is only when none is known (inferred).',
  }),
} as const
