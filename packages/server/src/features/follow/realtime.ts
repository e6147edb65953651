import { ERRORS } from '@signet/protocol/errors'
import type { OpName } from '@signet/protocol/realtime/requests'
import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { identityOf } from '../sessions/identity.ts'
import { follow, unfollow } from './change.ts'
import { checkFollow, followInfo, listFollow } from './look.ts'
import type { FollowParts } from './parts.ts'

const NO_COUNTS = { followers: 0, following: 0, mutual: 0 }

/** Socket requests about following: lists are the session's user's own, counts are everybody's (FLW3). */
export function followHandlers(parts: FollowParts): Pick<Handlers, Extract<OpName, `follow.${string}`>> {
  return {
    async 'follow.add'(session, { userIds }) {
      return { results: await follow(parts, identityOf(session), userIds) }
    },
    async 'follow.remove'(session, { userIds }) {
      return { results: await unfollow(parts, identityOf(session), userIds) }
    },
    async 'follow.list'(session, { type, cursor }) {
      const { full, ...page } = await listFollow(parts, identityOf(session), type, cursor ?? '')
      return { ...page, ...(full ? { cursor: page.users.at(-1)!.userId } : {}) }
    },
    async 'follow.info'(session, { userIds }) {
      const infos = await followInfo(parts, identityOf(session).sdkAppId, userIds)
      return {
        results: infos.map(({ userId, counts }) =>
          counts === undefined
            ? { userId, code: ERRORS.FRIEND_ACCOUNT_NOT_FOUND.code, ...NO_COUNTS }
            : { userId, code: 0, ...counts },
        ),
      }
    },
    async 'follow.check'(session, { userIds }) {
      return { results: await checkFollow(parts, identityOf(session), userIds) }
    },
  }
}
