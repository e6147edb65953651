import { FOLLOW_LIMITS, FOLLOW_LIST, type FollowList, type FollowType } from '@signet/protocol/follow'
import { REVISED } from '@signet/protocol/revisions'
import type { FollowParts } from './parts.ts'
import { type FollowCounts, followType } from './rules.ts'
import { countsOf, followedAmong, followersAmong, type Owner, pageOfFollow } from './store.ts'

/** One of my lists, after a UserID. Times in ms. */
export async function listFollow(
  { db, revisions }: FollowParts,
  me: Owner,
  list: FollowList,
  after: string,
  limit: number = FOLLOW_LIMITS.page,
): Promise<{ revision: number; users: { userId: string; time: number }[]; full: boolean }> {
  const what = list === FOLLOW_LIST.followers ? REVISED.followers : REVISED.following
  const revision = await revisions.of(me.sdkAppId, me.userId, what)
  const users = await pageOfFollow(db.read, me, list, after, limit)
  return { revision, users, full: users.length === limit }
}

/** The counts of some users; nothing for who does not exist. */
export async function followInfo(
  { db, exists }: FollowParts,
  sdkAppId: number,
  userIds: readonly string[],
): Promise<{ userId: string; counts: FollowCounts | undefined }[]> {
  const counts = await countsOf(db.read, sdkAppId, userIds)
  return await Promise.all(
    userIds.map(async (userId) => ({
      userId,
      counts: (await exists(sdkAppId, userId)) ? counts.get(userId) : undefined,
    })),
  )
}

/** How some people stand to me. */
export async function checkFollow(
  { db }: FollowParts,
  me: Owner,
  peers: readonly string[],
): Promise<{ userId: string; type: FollowType }[]> {
  const followed = await followedAmong(db.read, me, peers)
  const followers = await followersAmong(db.read, me, peers)
  return peers.map((userId) => ({ userId, type: followType(followers.has(userId), followed.has(userId)) }))
}
