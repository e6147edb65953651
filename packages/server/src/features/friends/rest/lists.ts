import { ERRORS, type ErrorName } from '@signet/protocol/errors'
import { FRIEND_LIMITS } from '@signet/protocol/friend'
import type { RestHandlers } from '../../../engine/http/rest.ts'
import { failAccount, restItem, resultItems } from '../../../engine/http/rest-items.ts'
import { addToBlacklist, listBlacklistAt, removeFromBlacklist } from '../blacklist.ts'
import { checkBlacklist } from '../check.ts'
import { createGroups, deleteGroups, groupMembers, listGroups } from '../groups.ts'
import type { FriendParts } from '../parts.ts'
import { ownerOf } from './owner.ts'

type Handlers = Pick<RestHandlers, Extract<keyof RestHandlers, `sns/black_${string}` | `sns/group_${string}`>>

const UNKNOWN: ErrorName = 'FRIEND_ACCOUNT_NOT_FOUND'

/** Server API: the blacklist and groups of friends. */
export function friendListCommands(parts: FriendParts): Handlers {
  return {
    async 'sns/black_list_add'(caller, { From_Account, To_Account }) {
      return resultItems(await addToBlacklist(parts, await ownerOf(parts, caller, From_Account), To_Account))
    },

    async 'sns/black_list_delete'(caller, { From_Account, To_Account }) {
      return resultItems(await removeFromBlacklist(parts, await ownerOf(parts, caller, From_Account), To_Account))
    },

    async 'sns/black_list_get'(caller, { From_Account, StartIndex, MaxLimited }) {
      const me = await ownerOf(parts, caller, From_Account)
      const limit = Math.min(MaxLimited, FRIEND_LIMITS.blacklist)
      const { users, full, revision } = await listBlacklistAt(parts, me, StartIndex, limit)
      return {
        BlackListItem: users.map(({ userId, time }) => ({
          To_Account: userId,
          AddBlackTimeStamp: Math.floor(time / 1000),
        })),
        StartIndex: full ? StartIndex + users.length : 0,
        CurruentSequence: revision,
      }
    },

    async 'sns/black_list_check'(caller, { From_Account, To_Account, CheckType }) {
      const me = await ownerOf(parts, caller, From_Account)
      const relations = await checkBlacklist(parts, me, To_Account, CheckType)
      const known = await Promise.all(To_Account.map((userId) => parts.exists(me.sdkAppId, userId)))
      const BlackListCheckItem = relations.map(({ userId, relation }, i) => ({
        ...restItem(userId, known[i] ? 0 : ERRORS[UNKNOWN].code),
        Relation: relation,
      }))
      return { BlackListCheckItem, ...failAccount(BlackListCheckItem) }
    },

    async 'sns/group_add'(caller, { From_Account, GroupName, To_Account = [] }) {
      const me = await ownerOf(parts, caller, From_Account)
      const results = await createGroups(parts, me, GroupName, To_Account)
      const { revision } = await listGroups(parts, me)
      return { ...(To_Account.length === 0 ? {} : resultItems(results)), CurrentSequence: revision }
    },

    async 'sns/group_delete'(caller, { From_Account, GroupName }) {
      const me = await ownerOf(parts, caller, From_Account)
      await deleteGroups(parts, me, GroupName)
      const { revision } = await listGroups(parts, me)
      return { CurrentSequence: revision }
    },

    async 'sns/group_get'(caller, { From_Account, NeedFriend, GroupName = [] }) {
      const me = await ownerOf(parts, caller, From_Account)
      const { groups, revision } = await listGroups(parts, me)
      const chosen = GroupName.length === 0 ? groups : groups.filter(({ name }) => GroupName.includes(name))
      const names = NeedFriend === 'Need_Friend_Type_Yes' ? chosen.map(({ name }) => name) : []
      const members = await groupMembers(parts, me, names)
      const ResultItem = chosen.map(({ name, count }) => {
        const To_Account = members.get(name)
        return { GroupName: name, FriendNumber: count, ...(To_Account === undefined ? {} : { To_Account }) }
      })
      return { ResultItem, CurrentSequence: revision }
    },
  }
}
