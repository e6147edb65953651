import { ERRORS } from '@signet/protocol/errors'
import { ADD_TYPE, DELETE_TYPE } from '@signet/protocol/friend'
import type { RestHandlers } from '../../../engine/http/rest.ts'
import { eachItem, failAccount, restItem, resultItems } from '../../../engine/http/rest-items.ts'
import { addFriend } from '../add.ts'
import { checkFriends } from '../check.ts'
import { importFriends } from '../import.ts'
import type { FriendParts } from '../parts.ts'
import { deleteAllFriends, deleteFriends } from '../remove.ts'
import { updateFriend } from '../update.ts'
import { updateOf } from './fields.ts'
import { ownerOf } from './owner.ts'

type Handlers = Pick<
  RestHandlers,
  Exclude<Extract<keyof RestHandlers, `sns/friend_${string}`>, `sns/friend_get${string}`>
>

/** Server API: changes of friendships, and how people stand. */
export function friendCommands(parts: FriendParts): Handlers {
  return {
    async 'sns/friend_add'(caller, { From_Account, AddFriendItem, AddType = ADD_TYPE.both, ForceAddFlags }) {
      const me = await ownerOf(parts, caller, From_Account)
      return await eachItem(AddFriendItem, async (item) => {
        const outcome = await addFriend(parts, me, {
          peer: item.To_Account,
          type: AddType,
          source: item.AddSource,
          wording: item.AddWording,
          remark: item.Remark,
          group: item.GroupName,
          force: ForceAddFlags === 1,
        })
        return outcome === 'friends' ? 0 : ERRORS.FRIEND_NEEDS_CONSENT.code
      })
    },

    async 'sns/friend_import'(caller, { From_Account, AddFriendItem }) {
      const me = await ownerOf(parts, caller, From_Account)
      const friends = AddFriendItem.map((item) => ({
        peer: item.To_Account,
        source: item.AddSource,
        remark: item.Remark,
        wording: item.AddWording,
        groups: item.GroupName,
        custom: item.CustomItem?.map(({ Tag, Value }) => ({ tag: Tag, value: Value })),
        time: item.AddTime === undefined ? undefined : item.AddTime * 1000,
      }))
      return resultItems(await importFriends(parts, me, friends))
    },

    async 'sns/friend_update'(caller, { From_Account, UpdateItem }) {
      const me = await ownerOf(parts, caller, From_Account)
      return await eachItem(UpdateItem, async ({ To_Account, SnsItem }) => {
        await updateFriend(parts, me, To_Account, updateOf(SnsItem))
        return 0
      })
    },

    async 'sns/friend_delete'(caller, { From_Account, To_Account, DeleteType = DELETE_TYPE.single }) {
      const me = await ownerOf(parts, caller, From_Account)
      return resultItems(await deleteFriends(parts, me, To_Account, DeleteType))
    },

    async 'sns/friend_delete_all'(caller, { From_Account, DeleteType = DELETE_TYPE.single }) {
      await deleteAllFriends(parts, await ownerOf(parts, caller, From_Account), DeleteType)
      return {}
    },

    async 'sns/friend_check'(caller, { From_Account, To_Account, CheckType }) {
      const me = await ownerOf(parts, caller, From_Account)
      const relations = await checkFriends(parts, me, To_Account, CheckType)
      const known = await Promise.all(To_Account.map((userId) => parts.exists(me.sdkAppId, userId)))
      const InfoItem = relations.map(({ userId, relation }, i) => ({
        ...restItem(userId, known[i] ? 0 : ERRORS.FRIEND_ACCOUNT_NOT_FOUND.code),
        Relation: relation,
      }))
      return { InfoItem, ...failAccount(InfoItem) }
    },
  }
}
