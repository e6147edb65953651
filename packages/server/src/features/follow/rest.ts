import { ERRORS } from '@signet/protocol/errors'
import { fail } from '../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../engine/http/rest.ts'
import { failAccount, restItem, resultItems } from '../../engine/http/rest-items.ts'
import { getProfiles } from '../profiles/get.ts'
import type { ProfileParts } from '../profiles/parts.ts'
import { follow, unfollow } from './change.ts'
import { checkFollow, followInfo, listFollow } from './look.ts'
import type { FollowParts } from './parts.ts'

type Handlers = Pick<RestHandlers, Extract<keyof RestHandlers, `follow/${string}`>>

const NO_COUNTS = { followers: 0, following: 0, mutual: 0 }

/** Server API: following. Whose lists they are is named by the backend, and must be an account. */
export function followCommands(parts: FollowParts, profiles: ProfileParts): Handlers {
  const ownerOf = async ({ sdkAppId }: RestCaller, userId: string) => {
    if (!(await parts.exists(sdkAppId, userId))) throw fail('FRIEND_ACCOUNT_NOT_FOUND', 'From_Account is no account.')
    return { sdkAppId, userId }
  }

  return {
    async 'follow/follow_add'(caller, { From_Account, FollowItem }) {
      const me = await ownerOf(caller, From_Account)
      const peers = FollowItem.map(({ To_Account }) => To_Account)
      return resultItems(await follow(parts, me, peers))
    },

    async 'follow/follow_delete'(caller, { From_Account, To_Account }) {
      return resultItems(await unfollow(parts, await ownerOf(caller, From_Account), To_Account))
    },

    async 'follow/follow_get'(caller, { From_Account, FollowType, StartCursor = '', WantNum = 100 }) {
      const me = await ownerOf(caller, From_Account)
      const { users, full } = await listFollow(parts, me, FollowType, StartCursor, WantNum)
      const userIds = users.map(({ userId }) => userId)
      const known = userIds.length === 0 ? [] : await getProfiles(profiles, me.sdkAppId, undefined, userIds)
      const FollowItem = users.map(({ userId, time }, i) => ({
        To_Account: userId,
        FollowTime: Math.floor(time / 1000),
        ProfileItem: [...(known[i]?.fields ?? [])].map(([Tag, Value]) => ({ Tag, Value })),
      }))
      return { FollowItem, NextCursor: full ? userIds.at(-1)! : '' }
    },

    async 'follow/follow_get_info'(caller, { From_Account, To_Account }) {
      const { sdkAppId } = await ownerOf(caller, From_Account)
      const infos = await followInfo(parts, sdkAppId, To_Account)
      const FollowInfo = infos.map(({ userId, counts }) => {
        const { followers, following, mutual } = counts ?? NO_COUNTS
        return {
          ...restItem(userId, counts === undefined ? ERRORS.FRIEND_ACCOUNT_NOT_FOUND.code : 0),
          FollowerCount: followers,
          FollowingCount: following,
          MutualFollowingCount: mutual,
        }
      })
      return { FollowInfo, ...failAccount(FollowInfo) }
    },

    async 'follow/follow_check'(caller, { From_Account, To_Account }) {
      const me = await ownerOf(caller, From_Account)
      const relations = await checkFollow(parts, me, To_Account)
      return { ResultItem: relations.map(({ userId, type }) => ({ ...restItem(userId), FollowType: type })) }
    },
  }
}
