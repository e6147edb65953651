import { ERRORS } from '@signet/protocol/errors'
import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { fitting } from '../messages/history.ts'
import { identityOf } from '../sessions/identity.ts'
import { originOf } from '../webhooks/origin.ts'
import { getProfiles } from './get.ts'
import type { ProfileParts } from './parts.ts'
import { setProfile } from './set.ts'

/** Socket requests about profiles. */
export function profileHandlers(parts: ProfileParts): Pick<Handlers, 'profile.get' | 'profile.set'> {
  return {
    async 'profile.get'(session, { userIds, tags }) {
      const self = identityOf(session)
      const profiles = await getProfiles(parts, self.sdkAppId, self.userId, userIds, tags)
      const answers = profiles.map(({ userId, exists, fields }) => ({
        userId,
        code: exists ? 0 : ERRORS.PROFILE_ACCOUNT_NOT_FOUND.code,
        items: [...fields].map(([tag, value]) => ({ tag, value })),
      }))
      const fits = fitting(answers.map((answer) => JSON.stringify(answer))).length
      const rest = userIds.slice(fits)
      return { profiles: answers.slice(0, fits), ...(rest.length === 0 ? {} : { rest }) }
    },

    async 'profile.set'(session, { items }) {
      const self = identityOf(session)
      await setProfile(parts, self.sdkAppId, self.userId, items, 'owner', originOf(session))
      return {}
    },
  }
}
