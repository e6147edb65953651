import { FRIEND_LIMITS } from '@signet/protocol/friend'
import { Failure } from '../../engine/failure.ts'
import { befriend } from './add.ts'
import { joinGroups } from './groups.ts'
import { changing, type FriendParts, type ItemResult, itemResult } from './parts.ts'
import { type FriendTexts, textsProblem } from './rules.ts'
import { countFriends, friendsAmong, type Owner, updateFriendRow } from './store.ts'

/** A friend as it was elsewhere. */
export interface ImportedFriend extends FriendTexts {
  readonly peer: string
  /** ms; absent: now. */
  readonly time?: number | undefined
}

/**
 * Puts friends into one list as the backend brings them: nobody is asked, the other side keeps its own list, and who is a friend already
 * stays as it was (FRD11). Results: FRIEND_INVALID, FRIEND_ACCOUNT_NOT_FOUND, FRIEND_LIMIT, FRIEND_GROUP_LIMIT.
 */
export async function importFriends(
  parts: FriendParts,
  me: Owner,
  friends: readonly ImportedFriend[],
): Promise<ItemResult[]> {
  const peers = friends.map(({ peer }) => peer)
  const existing = new Set<string>()
  for (const peer of peers) if (await parts.exists(me.sdkAppId, peer)) existing.add(peer)
  return await changing(parts, me, peers, async (trx, mark) => {
    const known = new Set((await friendsAmong(trx, me, peers)).keys())
    let room = FRIEND_LIMITS.friends - (await countFriends(trx, me))
    const results: ItemResult[] = []
    for (const friend of friends) {
      const { peer, remark = '', source = '', wording = '', groups = [], custom = [] } = friend
      const problem = textsProblem({ ...friend, source })
      if (problem !== undefined || peer === me.userId || custom.length > FRIEND_LIMITS.customFields) {
        results.push(itemResult(peer, 'FRIEND_INVALID'))
      } else if (!existing.has(peer)) {
        results.push(itemResult(peer, 'FRIEND_ACCOUNT_NOT_FOUND'))
      } else if (known.has(peer)) {
        results.push(itemResult(peer))
      } else if (room <= 0) {
        results.push(itemResult(peer, 'FRIEND_LIMIT'))
      } else {
        room--
        known.add(peer)
        const now = friend.time ?? parts.now()
        await befriend(trx, me, { friendId: peer, remark, source, wording, group: '', now }, mark)
        if (custom.length > 0) {
          const fields = Object.fromEntries(custom.map(({ tag, value }) => [tag, value]))
          await updateFriendRow(trx, me, peer, { custom: JSON.stringify(fields) })
        }
        results.push(itemResult(peer, await groupRefusal(() => joinGroups(trx, me, peer, groups, now, mark))))
      }
    }
    return results
  })
}

/** The friend stays when there are too many groups: what is told is that not all of it was done. */
async function groupRefusal(join: () => Promise<void>): Promise<'FRIEND_GROUP_LIMIT' | undefined> {
  try {
    await join()
    return undefined
  } catch (error) {
    if (error instanceof Failure && error.errorName === 'FRIEND_GROUP_LIMIT') return 'FRIEND_GROUP_LIMIT'
    throw error
  }
}
