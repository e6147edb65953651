import { ERRORS } from '@signet/protocol/errors'
import { fail } from '../../engine/failure.ts'
import type { RestHandlers } from '../../engine/http/rest.ts'
import { failAccount, restItem } from '../../engine/http/rest-items.ts'
import { administratorOrigin } from '../webhooks/origin.ts'
import { getProfiles } from './get.ts'
import type { ProfileParts } from './parts.ts'
import { setProfile } from './set.ts'

type Handlers = Pick<RestHandlers, Extract<keyof RestHandlers, `profile/${string}`>>

/** Server API: profiles, read and written as the application's backend. */
export function profileCommands(parts: ProfileParts): Handlers {
  return {
    async 'profile/portrait_set'(caller, { From_Account, ProfileItem }) {
      const items = ProfileItem.map(({ Tag, Value }) => ({ tag: Tag, value: Value }))
      await setProfile(parts, caller.sdkAppId, From_Account, items, 'admin', administratorOrigin(caller))
      return {}
    },

    async 'profile/portrait_get'({ sdkAppId }, { To_Account, TagList }) {
      const profiles = await getProfiles(parts, sdkAppId, undefined, To_Account, TagList)
      if (profiles.every(({ exists }) => !exists)) throw fail('PROFILE_ACCOUNT_NOT_FOUND')
      const UserProfileItem = profiles.map(({ userId, exists, fields }) => ({
        ...restItem(userId, exists ? 0 : ERRORS.PROFILE_ACCOUNT_NOT_FOUND.code),
        ProfileItem: [...fields].map(([Tag, Value]) => ({ Tag, Value })),
      }))
      return { UserProfileItem, ...failAccount(UserProfileItem) }
    },
  }
}
