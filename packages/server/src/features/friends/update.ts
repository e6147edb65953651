import { FRIEND_LIMITS } from '@signet/protocol/friend'
import { REVISED } from '@signet/protocol/revisions'
import { fail } from '../../engine/failure.ts'
import { joinGroups } from './groups.ts'
import { changedEntries, changing, type FriendParts } from './parts.ts'
import { type FriendTexts, textsProblem } from './rules.ts'
import { deleteMembers, friendsAmong, type Owner, updateFriendRow } from './store.ts'

/** What is absent stays. `groups` replaces the groups that the friend is in; custom fields are added or replaced. */
export type FriendUpdate = Pick<FriendTexts, 'remark' | 'groups' | 'custom'>

/** @throws FRIEND_INVALID, FRIEND_NOT_FOUND, FRIEND_GROUP_LIMIT */
export async function updateFriend(parts: FriendParts, me: Owner, peer: string, update: FriendUpdate): Promise<void> {
  const problem = textsProblem(update)
  if (problem !== undefined) throw fail('FRIEND_INVALID', problem)
  await changing(parts, me, [], async (trx, mark) => {
    const friend = (await friendsAmong(trx, me, [peer])).get(peer)
    if (friend === undefined) throw fail('FRIEND_NOT_FOUND')
    const custom: Record<string, string> = JSON.parse(friend.custom)
    for (const { tag, value } of update.custom ?? []) custom[tag] = value
    if (Object.keys(custom).length > FRIEND_LIMITS.customFields) {
      throw fail('FRIEND_INVALID', `A friend has at most ${FRIEND_LIMITS.customFields} custom fields.`)
    }
    const remark = update.remark ?? friend.remark
    await updateFriendRow(trx, me, peer, { remark, custom: JSON.stringify(custom) })
    if (update.groups !== undefined) {
      await deleteMembers(trx, me, { ids: [peer] })
      await joinGroups(trx, me, peer, update.groups, parts.now(), mark)
      mark({ userId: me.userId, what: REVISED.friendGroups })
    }
    mark(changedEntries(me.userId, REVISED.friends, [peer]))
  })
}
