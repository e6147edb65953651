import { DELETE_TYPE, type DeleteType, FRIEND_LIMITS } from '@signet/protocol/friend'
import { REVISED } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import type { Change } from '../revisions/rules.ts'
import type { FriendHookEvent } from './hooks.ts'
import { changedEntries, changing, type FriendParts, type ItemResult, itemResult } from './parts.ts'
import {
  deleteFriendRows,
  type FriendTables,
  friendsAmong,
  groupingAmong,
  havingAsFriend,
  type Owner,
  pageOfFriends,
} from './store.ts'

/** Takes friends out of my list, with `both` also me out of theirs (FRD4). A stranger's result is NOT_FRIENDS. */
export async function deleteFriends(
  parts: FriendParts,
  me: Owner,
  peers: readonly string[],
  type: DeleteType,
): Promise<ItemResult[]> {
  return await changing(parts, me, peers, async (trx, mark, tell) => {
    const gone = await unfriend(trx, me, peers, type, { mark, tell })
    return peers.map((peer) => itemResult(peer, gone.has(peer) ? undefined : 'NOT_FRIENDS'))
  })
}

/** Takes everybody out of my list, a page at a time, so that others get in between. */
export async function deleteAllFriends(parts: FriendParts, me: Owner, type: DeleteType): Promise<void> {
  for (;;) {
    const page = await pageOfFriends(parts.db.read, me, '', FRIEND_LIMITS.page)
    if (page.length === 0) return
    await deleteFriends(
      parts,
      me,
      page.map((row) => row.friend_id),
      type,
    )
  }
}

/** @returns whose relation to me was one, and is none any more */
export async function unfriend(
  trx: Transaction<FriendTables>,
  me: Owner,
  peers: readonly string[],
  type: DeleteType,
  { mark, tell }: { mark: (change: Change) => void; tell: (event: FriendHookEvent) => void },
): Promise<Set<string>> {
  const mine = [...(await friendsAmong(trx, me, peers)).keys()]
  const theirs = type === DELETE_TYPE.both ? [...(await havingAsFriend(trx, me, peers))] : []
  await drop(trx, me.sdkAppId, [me.userId], mine, mark)
  await drop(trx, me.sdkAppId, theirs, [me.userId], mark)
  const pairs = [
    ...mine.map((peer) => ({ from: me.userId, to: peer })),
    ...theirs.map((peer) => ({ from: peer, to: me.userId })),
  ]
  tell({ kind: 'deleted', pairs })
  return new Set([...mine, ...theirs])
}

/** Takes these friends out of the lists of these users, and out of the groups they keep them in. */
async function drop(
  trx: Transaction<FriendTables>,
  sdkAppId: number,
  users: readonly string[],
  friends: readonly string[],
  mark: (change: Change) => void,
): Promise<void> {
  if (users.length === 0 || friends.length === 0) return
  const grouping = await groupingAmong(trx, sdkAppId, users, friends)
  await deleteFriendRows(trx, sdkAppId, users, friends)
  for (const userId of users) {
    mark(changedEntries(userId, REVISED.friends, friends))
    if (grouping.has(userId)) mark({ userId, what: REVISED.friendGroups })
  }
}
