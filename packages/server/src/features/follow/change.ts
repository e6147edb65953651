import { ERRORS, type ErrorName } from '@signet/protocol/errors'
import { REVISED } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import type { Change } from '../revisions/rules.ts'
import type { FollowParts, FollowResult } from './parts.ts'
import { followRefusal } from './rules.ts'
import {
  addCounts,
  countsOf,
  deleteFollow,
  type FollowTables,
  followedAmong,
  followersAmong,
  type Owner,
  putFollow,
  setMutual,
} from './store.ts'

type Trx = Transaction<FollowTables>
type Mark = (change: Change) => void

/** Follows people (FLW1). Results: FRIEND_INVALID for oneself, FRIEND_ACCOUNT_NOT_FOUND, FOLLOWING_LIMIT, FOLLOWERS_LIMIT. */
export async function follow(parts: FollowParts, me: Owner, peers: readonly string[]): Promise<FollowResult[]> {
  const existing = new Set<string>()
  for (const peer of peers) if (await parts.exists(me.sdkAppId, peer)) existing.add(peer)
  return await parts.revisions.transaction(parts.db, me.sdkAppId, async (trx, mark) => {
    const results: FollowResult[] = []
    for (const peer of peers) {
      const refusal = await followOne(trx, me, peer, existing.has(peer), parts.now(), mark)
      results.push({ userId: peer, code: refusal === undefined ? 0 : ERRORS[refusal].code })
    }
    return results
  })
}

async function followOne(
  trx: Trx,
  me: Owner,
  peer: string,
  exists: boolean,
  now: number,
  mark: Mark,
): Promise<ErrorName | undefined> {
  if (peer === me.userId) return 'FRIEND_INVALID'
  if (!exists) return 'FRIEND_ACCOUNT_NOT_FOUND'
  if ((await followedAmong(trx, me, [peer])).has(peer)) return undefined
  const counts = await countsOf(trx, me.sdkAppId, [me.userId, peer])
  const refusal = followRefusal(counts.get(me.userId), counts.get(peer))
  if (refusal !== undefined) return refusal
  const them = { ...me, userId: peer }
  const mutual = (await followersAmong(trx, me, [peer])).has(peer)
  await putFollow(trx, me, peer, mutual, now)
  if (mutual) await setMutual(trx, them, me.userId, true)
  await count(trx, me, them, mutual, 1)
  markBoth(me, them, mutual, mark)
  return undefined
}

/** Follows people no longer. Whoever was not followed is not missed. */
export async function unfollow(parts: FollowParts, me: Owner, peers: readonly string[]): Promise<FollowResult[]> {
  return await parts.revisions.transaction(parts.db, me.sdkAppId, async (trx, mark) => {
    const followed = await followedAmong(trx, me, peers)
    const back = await followersAmong(trx, me, peers)
    for (const peer of followed) {
      const them = { ...me, userId: peer }
      const mutual = back.has(peer)
      await deleteFollow(trx, me, peer)
      if (mutual) await setMutual(trx, them, me.userId, false)
      await count(trx, me, them, mutual, -1)
      markBoth(me, them, mutual, mark)
    }
    return peers.map((userId) => ({ userId, code: 0 }))
  })
}

async function count(trx: Trx, me: Owner, them: Owner, mutual: boolean, by: 1 | -1): Promise<void> {
  const both = mutual ? { mutual: by } : {}
  await addCounts(trx, me, { following: by, ...both })
  await addCounts(trx, them, { followers: by, ...both })
}

/** Whether it is mutual is part of what a list of those followed says, so the other side hears of that too. */
function markBoth(me: Owner, them: Owner, mutual: boolean, mark: Mark): void {
  mark({ userId: me.userId, what: REVISED.following, data: { userIds: [them.userId] } })
  mark({ userId: them.userId, what: REVISED.followers, data: { userIds: [me.userId] } })
  if (mutual) mark({ userId: them.userId, what: REVISED.following, data: { userIds: [me.userId] } })
}
