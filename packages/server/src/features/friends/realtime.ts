import { ERRORS } from '@signet/protocol/errors'
import { ADD_TYPE, type AddType, DELETE_TYPE } from '@signet/protocol/friend'
import type { OpInput, OpName } from '@signet/protocol/realtime/requests'
import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { fitting } from '../messages/history.ts'
import { addFriend } from './add.ts'
import { addToBlacklist, listBlacklist, removeFromBlacklist } from './blacklist.ts'
import { checkBlacklist, checkFriends } from './check.ts'
import { addToGroup, createGroups, deleteGroups, listGroups, removeFromGroup, renameGroup } from './groups.ts'
import type { AddQuestion } from './hooks.ts'
import { getFriends, listFriends } from './list.ts'
import type { FriendParts } from './parts.ts'
import { deleteFriends } from './remove.ts'
import { selfOf } from './self.ts'
import { updateFriend } from './update.ts'

type FriendOps = Exclude<Extract<OpName, `friend.${string}` | `blacklist.${string}`>, `friend.application.${string}`>

/** How many of these fit into one answer. */
const fit = (items: readonly unknown[]): number => fitting(items.map((item) => JSON.stringify(item))).length

interface Wish extends Pick<OpInput<'friend.add'>, 'userId' | 'source'> {
  readonly type: AddType
  readonly groupName: string | undefined
  readonly wording: string | undefined
  readonly remark: string | undefined
}

const askedAs = (wish: Wish): AddQuestion => ({
  To_Account: wish.userId,
  Remark: wish.remark ?? '',
  GroupName: wish.groupName ?? '',
  AddSource: wish.source,
  AddWording: wish.wording ?? '',
  AddType: wish.type,
})

/** Socket requests about the own friends and the own blacklist: the owner of what is read and changed is the session's user (FRD6). */
export function friendHandlers(parts: FriendParts): Pick<Handlers, FriendOps> {
  return {
    async 'friend.add'(session, { userId, groupName, type = ADD_TYPE.both, source, wording, remark }) {
      const me = selfOf(session)
      // By name: `addFriend` takes more than a user may say.
      const texts = { source, wording, remark }
      await parts.hooks?.beforeAdd(me, askedAs({ userId, groupName, type, ...texts }))
      const outcome = await addFriend(parts, me, { ...texts, peer: userId, group: groupName, type })
      return { code: outcome === 'friends' ? 0 : ERRORS.FRIEND_NEEDS_CONSENT.code }
    },
    async 'friend.delete'(session, { userIds, type = DELETE_TYPE.both }) {
      return { results: await deleteFriends(parts, selfOf(session), userIds, type) }
    },
    async 'friend.check'(session, { userIds, type }) {
      return { results: await checkFriends(parts, selfOf(session), userIds, type) }
    },
    async 'friend.update'(session, { userId, ...update }) {
      await updateFriend(parts, selfOf(session), userId, update)
      return {}
    },
    async 'friend.list'(session, { cursor }) {
      const { friends: page, full, ...rest } = await listFriends(parts, selfOf(session), cursor ?? '')
      const friends = page.slice(0, fit(page))
      const more = full || friends.length < page.length
      return { friends, ...rest, ...(more ? { cursor: friends.at(-1)!.userId } : {}) }
    },
    async 'friend.get'(session, { userIds }) {
      const found = await getFriends(parts, selfOf(session), userIds)
      const answers = userIds.map((userId) => {
        const friend = found.get(userId)
        return friend === undefined ? { userId, code: ERRORS.FRIEND_NOT_FOUND.code } : { userId, code: 0, friend }
      })
      const friends = answers.slice(0, fit(answers))
      const rest = userIds.slice(friends.length)
      return { friends, ...(rest.length === 0 ? {} : { rest }) }
    },
    async 'friend.group.list'(session) {
      return await listGroups(parts, selfOf(session))
    },
    async 'friend.group.create'(session, { name, userIds = [] }) {
      return { results: await createGroups(parts, selfOf(session), [name], userIds) }
    },
    async 'friend.group.delete'(session, { name }) {
      await deleteGroups(parts, selfOf(session), [name])
      return {}
    },
    async 'friend.group.rename'(session, { oldName, newName }) {
      await renameGroup(parts, selfOf(session), oldName, newName)
      return {}
    },
    async 'friend.group.add'(session, { name, userIds }) {
      return { results: await addToGroup(parts, selfOf(session), name, userIds) }
    },
    async 'friend.group.remove'(session, { name, userIds }) {
      return { results: await removeFromGroup(parts, selfOf(session), name, userIds) }
    },
    async 'blacklist.add'(session, { userIds }) {
      return { results: await addToBlacklist(parts, selfOf(session), userIds) }
    },
    async 'blacklist.remove'(session, { userIds }) {
      return { results: await removeFromBlacklist(parts, selfOf(session), userIds) }
    },
    async 'blacklist.list'(session, { cursor }) {
      const { full, ...page } = await listBlacklist(parts, selfOf(session), cursor ?? '')
      return { ...page, ...(full ? { cursor: page.users.at(-1)!.userId } : {}) }
    },
    async 'blacklist.check'(session, { userIds, type }) {
      return { results: await checkBlacklist(parts, selfOf(session), userIds, type) }
    },
  }
}
