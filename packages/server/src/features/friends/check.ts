import {
  BLACK_CHECK_TYPE,
  type BlackCheckType,
  type BlackRelation,
  CHECK_TYPE,
  type CheckType,
  type FriendRelation,
} from '@signet/protocol/friend'
import type { FriendParts } from './parts.ts'
import { blackRelation, friendRelation } from './rules.ts'
import { blockedAmong, blocking, friendsAmong, havingAsFriend, type Owner } from './store.ts'

/** How some people stand to me (FRD5): `Single` looks into my list only. A is me. */
export async function checkFriends(
  { db }: FriendParts,
  me: Owner,
  peers: readonly string[],
  type: CheckType,
): Promise<{ userId: string; relation: FriendRelation }[]> {
  const mine = await friendsAmong(db.read, me, peers)
  const theirs = type === CHECK_TYPE.both ? await havingAsFriend(db.read, me, peers) : new Set<string>()
  return peers.map((userId) => ({ userId, relation: friendRelation(mine.has(userId), theirs.has(userId)) }))
}

/** Whom I block, with `Both` also who blocks me. A is me. */
export async function checkBlacklist(
  { db }: FriendParts,
  me: Owner,
  peers: readonly string[],
  type: BlackCheckType,
): Promise<{ userId: string; relation: BlackRelation }[]> {
  const mine = await blockedAmong(db.read, me, peers)
  const theirs = type === BLACK_CHECK_TYPE.both ? await blocking(db.read, me, peers) : new Set<string>()
  return peers.map((userId) => ({ userId, relation: blackRelation(mine.has(userId), theirs.has(userId)) }))
}
