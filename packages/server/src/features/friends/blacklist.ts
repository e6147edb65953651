import { DELETE_TYPE, FRIEND_LIMITS } from '@signet/protocol/friend'
import { REVISED } from '@signet/protocol/revisions'
import { changedEntries, changing, type FriendParts, type ItemResult, itemResult } from './parts.ts'
import { unfriend } from './remove.ts'
import { blockedAmong, blockedAt, countBlocked, deleteBlocked, type Owner, pageOfBlocked, putBlocked } from './store.ts'

/**
 * Blocks people (BLK1): they are no friends any more, on either side, and what they write is refused. Results: FRIEND_INVALID for
 * oneself, FRIEND_ACCOUNT_NOT_FOUND, BLACKLIST_HAS_ALREADY, BLACKLIST_LIMIT.
 */
export async function addToBlacklist(parts: FriendParts, me: Owner, peers: readonly string[]): Promise<ItemResult[]> {
  const existing = new Set<string>()
  for (const peer of peers) if (await parts.exists(me.sdkAppId, peer)) existing.add(peer)
  return await changing(parts, me, peers, async (trx, mark, tell) => {
    const before = await blockedAmong(trx, me, peers)
    let room = FRIEND_LIMITS.blacklist - (await countBlocked(trx, me))
    const added = new Set<string>()
    const results = peers.map((peer) => {
      if (peer === me.userId) return itemResult(peer, 'FRIEND_INVALID')
      if (!existing.has(peer)) return itemResult(peer, 'FRIEND_ACCOUNT_NOT_FOUND')
      if (before.has(peer) || added.has(peer)) return itemResult(peer, 'BLACKLIST_HAS_ALREADY')
      if (room-- <= 0) return itemResult(peer, 'BLACKLIST_LIMIT')
      added.add(peer)
      return itemResult(peer)
    })
    if (added.size > 0) {
      await putBlocked(trx, me, [...added], parts.now())
      await unfriend(trx, me, [...added], DELETE_TYPE.both, { mark, tell })
      tell({ kind: 'blocked', pairs: [...added].map((peer) => ({ from: me.userId, to: peer })) })
      mark(changedEntries(me.userId, REVISED.blacklist, [...added]))
    }
    return results
  })
}

/** Whoever was not blocked is not missed. Friends of before do not come back. */
export async function removeFromBlacklist(
  parts: FriendParts,
  me: Owner,
  peers: readonly string[],
): Promise<ItemResult[]> {
  return await changing(parts, me, peers, async (trx, mark, tell) => {
    const blocked = [...(await blockedAmong(trx, me, peers))]
    if (blocked.length > 0) {
      await deleteBlocked(trx, me, blocked)
      tell({ kind: 'unblocked', pairs: blocked.map((peer) => ({ from: me.userId, to: peer })) })
      mark(changedEntries(me.userId, REVISED.blacklist, blocked))
    }
    return peers.map((peer) => itemResult(peer))
  })
}

/** Whom I block, after a UserID, in the order of their ids. Times in ms. */
export async function listBlacklist(
  { db, revisions }: FriendParts,
  me: Owner,
  after: string,
): Promise<{ revision: number; users: { userId: string; time: number }[]; full: boolean }> {
  const revision = await revisions.of(me.sdkAppId, me.userId, REVISED.blacklist)
  const rows = await pageOfBlocked(db.read, me, after, FRIEND_LIMITS.page)
  return {
    revision,
    users: rows.map((row) => ({ userId: row.blocked_id, time: Number(row.created_at) })),
    full: rows.length === FRIEND_LIMITS.page,
  }
}

/** As `listBlacklist`, from a position on. */
export async function listBlacklistAt(
  { db, revisions }: FriendParts,
  me: Owner,
  index: number,
  limit: number,
): Promise<{ revision: number; users: { userId: string; time: number }[]; full: boolean }> {
  const revision = await revisions.of(me.sdkAppId, me.userId, REVISED.blacklist)
  const rows = await blockedAt(db.read, me, index, limit)
  return {
    revision,
    users: rows.map((row) => ({ userId: row.blocked_id, time: Number(row.created_at) })),
    full: rows.length > 0 && index + rows.length < (await countBlocked(db.read, me)),
  }
}
