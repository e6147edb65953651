import { ERRORS } from '@signet/protocol/errors'
import type { CommandInput, CommandOutput } from '@signet/protocol/rest/commands'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import { failAccount, restItem } from '../../../engine/http/rest-items.ts'
import { getProfiles } from '../../profiles/get.ts'
import type { ProfileParts } from '../../profiles/parts.ts'
import { getFriends, listFriendsAt } from '../list.ts'
import type { FriendParts } from '../parts.ts'
import { friendFields, isCustomTag, isFriendTag } from './fields.ts'
import { ownerOf } from './owner.ts'

type Handlers = Pick<RestHandlers, Extract<keyof RestHandlers, `sns/friend_get${string}`>>

/** Server API: reading friends. */
export function friendLookCommands(parts: FriendParts, profiles: ProfileParts): Handlers {
  async function page(
    caller: RestCaller,
    { From_Account, StartIndex, StandardSequence, CustomSequence }: CommandInput<'sns/friend_get'>,
  ): Promise<CommandOutput<'sns/friend_get'>> {
    const me = await ownerOf(parts, caller, From_Account)
    const { friends, total, revision, full } = await listFriendsAt(parts, me, StartIndex)
    const left = (tag: string): boolean => (isCustomTag(tag) ? CustomSequence : StandardSequence) === revision
    const UserDataItem = friends.map((friend) => ({
      To_Account: friend.userId,
      ValueItem: friendFields(friend).filter(({ Tag }) => !left(Tag)),
    }))
    return {
      UserDataItem,
      StandardSequence: revision,
      CustomSequence: revision,
      FriendNum: total,
      CompleteFlag: full ? 0 : 1,
      NextStartIndex: StartIndex + friends.length,
    }
  }

  return {
    'sns/friend_get': page,
    'sns/friend_get_all': page,

    async 'sns/friend_get_list'(caller, { From_Account, To_Account, TagList }) {
      const me = await ownerOf(parts, caller, From_Account)
      const profileTags = TagList.filter((tag) => !isFriendTag(tag))
      const found = await getFriends(parts, me, To_Account)
      const known = await getProfiles(profiles, me.sdkAppId, undefined, To_Account, profileTags)
      const InfoItem = To_Account.map((userId, i) => {
        const friend = found.get(userId)
        if (friend === undefined) return { ...restItem(userId, ERRORS.FRIEND_NOT_FOUND.code), SnsProfileItem: [] }
        const own = friendFields(friend).filter(({ Tag }) => TagList.includes(Tag))
        const ofProfile = [...known[i]!.fields].map(([Tag, Value]) => ({ Tag, Value }))
        return { ...restItem(userId), SnsProfileItem: [...own, ...ofProfile] }
      })
      return { InfoItem, ...failAccount(InfoItem) }
    },
  }
}
