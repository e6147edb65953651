import { FOLLOW_LIST, type FollowList } from '@signet/protocol/follow'
import type { Kysely } from 'kysely'
import type { FollowCounts } from './rules.ts'

/** The tables of this feature. Times are ms. */
export interface FollowTables {
  /** `mutual`: 1 when the other way is there too, so that its list needs no second look. */
  follow: { sdk_app_id: number; user_id: string; followed_id: string; mutual: number; created_at: number }
  /** Counted with each change: counting a hundred thousand rows for each question would stall everybody. */
  follow_count: { sdk_app_id: number; user_id: string; followers: number; following: number; mutual: number }
}

/** What a query runs on: `read`, or the transaction that it is part of. */
type Q = Kysely<FollowTables>

export interface Owner {
  readonly sdkAppId: number
  readonly userId: string
}

/** Which of these the user follows. */
export async function followedAmong(q: Q, { sdkAppId, userId }: Owner, ids: readonly string[]): Promise<Set<string>> {
  const rows = await q
    .selectFrom('follow')
    .select('followed_id')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('followed_id', 'in', ids)
    .execute()
  return new Set(rows.map((row) => row.followed_id))
}

/** Which of these follow the user. */
export async function followersAmong(q: Q, { sdkAppId, userId }: Owner, ids: readonly string[]): Promise<Set<string>> {
  const rows = await q
    .selectFrom('follow')
    .select('user_id')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', 'in', ids)
    .where('followed_id', '=', userId)
    .execute()
  return new Set(rows.map((row) => row.user_id))
}

const NONE: FollowCounts = { followers: 0, following: 0, mutual: 0 }

export async function countsOf(
  q: Q,
  sdkAppId: number,
  ids: readonly string[],
): Promise<{ get(userId: string): FollowCounts }> {
  const rows = await q
    .selectFrom('follow_count')
    .selectAll()
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', 'in', ids)
    .execute()
  const counts = new Map(
    rows.map(({ user_id, followers, following, mutual }) => [
      user_id,
      { followers: Number(followers), following: Number(following), mutual: Number(mutual) },
    ]),
  )
  return { get: (userId) => counts.get(userId) ?? NONE }
}

/** A page after a UserID, in the order of their ids. Times in ms. */
export async function pageOfFollow(
  q: Q,
  { sdkAppId, userId }: Owner,
  list: FollowList,
  after: string,
  limit: number,
): Promise<{ userId: string; time: number }[]> {
  const [own, other] =
    list === FOLLOW_LIST.followers ? (['followed_id', 'user_id'] as const) : (['user_id', 'followed_id'] as const)
  const rows = await q
    .selectFrom('follow')
    .select(['user_id', 'followed_id', 'created_at'])
    .where('sdk_app_id', '=', sdkAppId)
    .where(own, '=', userId)
    .where(other, '>', after)
    .$if(list === FOLLOW_LIST.mutual, (query) => query.where('mutual', '=', 1))
    .orderBy(other)
    .limit(limit)
    .execute()
  return rows.map((row) => ({ userId: row[other], time: Number(row.created_at) }))
}

export const putFollow = (q: Q, { sdkAppId, userId }: Owner, followed: string, mutual: boolean, now: number) =>
  q
    .insertInto('follow')
    .values({ sdk_app_id: sdkAppId, user_id: userId, followed_id: followed, mutual: mutual ? 1 : 0, created_at: now })
    .execute()

export const setMutual = (q: Q, { sdkAppId, userId }: Owner, followed: string, mutual: boolean) =>
  q
    .updateTable('follow')
    .set({ mutual: mutual ? 1 : 0 })
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('followed_id', '=', followed)
    .execute()

export const deleteFollow = (q: Q, { sdkAppId, userId }: Owner, followed: string) =>
  q
    .deleteFrom('follow')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('followed_id', '=', followed)
    .execute()

/** Adds to the counts of a user; negative to take away. */
export const addCounts = (q: Q, { sdkAppId, userId }: Owner, more: Partial<FollowCounts>) => {
  const { followers = 0, following = 0, mutual = 0 } = more
  return q
    .insertInto('follow_count')
    .values({ sdk_app_id: sdkAppId, user_id: userId, followers, following, mutual })
    .onConflict((conflict) =>
      conflict.columns(['sdk_app_id', 'user_id']).doUpdateSet((e) => ({
        followers: e('follow_count.followers', '+', followers),
        following: e('follow_count.following', '+', following),
        mutual: e('follow_count.mutual', '+', mutual),
      })),
    )
    .execute()
}

/** The counts of a user whom nothing ties to anybody any more. */
export const eraseCounts = (q: Q, { sdkAppId, userId }: Owner) =>
  q
    .deleteFrom('follow_count')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('followers', '=', 0)
    .where('following', '=', 0)

/** Some of those whom a user follows, and some of those who follow the user. */
export async function someTies(q: Q, { sdkAppId, userId }: Owner, limit: number) {
  const [followed, followers] = await Promise.all([
    q
      .selectFrom('follow')
      .select('followed_id')
      .where('sdk_app_id', '=', sdkAppId)
      .where('user_id', '=', userId)
      .limit(limit)
      .execute(),
    q
      .selectFrom('follow')
      .select('user_id')
      .where('sdk_app_id', '=', sdkAppId)
      .where('followed_id', '=', userId)
      .limit(limit)
      .execute(),
  ])
  return { followed: followed.map((row) => row.followed_id), followers: followers.map((row) => row.user_id) }
}
