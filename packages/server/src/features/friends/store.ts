import type { Kysely } from 'kysely'
import type { SentNote } from '../webhooks/outbox.ts'

/** The tables of this feature. Times are ms. */
export interface FriendTables {
  friend: {
    sdk_app_id: number
    user_id: string
    friend_id: string
    remark: string
    source: string
    wording: string
    /** JSON: tag → value. */
    custom: string
    created_at: number
  }
  friend_group: { sdk_app_id: number; user_id: string; name: string; created_at: number }
  friend_group_member: { sdk_app_id: number; user_id: string; friend_id: string; name: string }
  friend_application: {
    sdk_app_id: number
    user_id: string
    direction: Direction
    peer_id: string
    remark: string
    group_name: string
    source: string
    wording: string
    unread: number
    created_at: number
  }
  blacklist: { sdk_app_id: number; user_id: string; blocked_id: string; created_at: number }
}

/** An application has two rows: the one it came in to may answer it, the one it went out from sees it. */
export type Direction = 'in' | 'out'
export type FriendRow = FriendTables['friend']
export type ApplicationRow = FriendTables['friend_application']

/** What a query runs on: `read`, or the transaction that it is part of. */
type Q = Kysely<FriendTables>
/** One user of one application: every query is about somebody's own rows. */
export interface Owner {
  readonly sdkAppId: number
  readonly userId: string
  /** By whose request, for webhooks. */
  readonly origin?: SentNote
}

const idsOf = <K extends string>(rows: readonly Record<K, string>[], key: K): Set<string> =>
  new Set(rows.map((row) => row[key]))
const countOf = (row: { n: number | string | bigint }): number => Number(row.n)

// friends

const friends = (q: Q, { sdkAppId, userId }: Owner) =>
  q.selectFrom('friend').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId)

export async function friendsAmong(q: Q, owner: Owner, ids: readonly string[]): Promise<Map<string, FriendRow>> {
  const rows = await friends(q, owner).selectAll().where('friend_id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.friend_id, row]))
}

/** Which of these have this user in their lists. */
export async function havingAsFriend(q: Q, { sdkAppId, userId }: Owner, ids: readonly string[]): Promise<Set<string>> {
  const rows = await q
    .selectFrom('friend')
    .select('user_id')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', 'in', ids)
    .where('friend_id', '=', userId)
    .execute()
  return idsOf(rows, 'user_id')
}

export const countFriends = async (q: Q, owner: Owner): Promise<number> =>
  countOf(
    await friends(q, owner)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  )

export const pageOfFriends = (q: Q, owner: Owner, after: string, limit: number): Promise<FriendRow[]> =>
  friends(q, owner).selectAll().where('friend_id', '>', after).orderBy('friend_id').limit(limit).execute()

/** As `pageOfFriends`, from a position on. Bounded by FRIEND_LIMITS.friends. */
export const friendsAt = (q: Q, owner: Owner, index: number, limit: number): Promise<FriendRow[]> =>
  friends(q, owner).selectAll().orderBy('friend_id').limit(limit).offset(index).execute()

export const putFriend = (q: Q, row: FriendRow) =>
  q
    .insertInto('friend')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const updateFriendRow = (q: Q, owner: Owner, friendId: string, change: Partial<FriendRow>) =>
  q
    .updateTable('friend')
    .set(change)
    .where('sdk_app_id', '=', owner.sdkAppId)
    .where('user_id', '=', owner.userId)
    .where('friend_id', '=', friendId)
    .execute()

/** Which of these users keep some of these friends in a group. */
export async function groupingAmong(
  q: Q,
  sdkAppId: number,
  users: readonly string[],
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await q
    .selectFrom('friend_group_member')
    .select('user_id')
    .distinct()
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', 'in', users)
    .where('friend_id', 'in', ids)
    .execute()
  return idsOf(rows, 'user_id')
}

/** With their places in groups. */
export async function deleteFriendRows(
  q: Q,
  sdkAppId: number,
  users: readonly string[],
  ids: readonly string[],
): Promise<void> {
  for (const table of ['friend', 'friend_group_member'] as const) {
    await q
      .deleteFrom(table)
      .where('sdk_app_id', '=', sdkAppId)
      .where('user_id', 'in', users)
      .where('friend_id', 'in', ids)
      .execute()
  }
}

// groups of friends

export async function groupNames(q: Q, { sdkAppId, userId }: Owner): Promise<Set<string>> {
  const rows = await q
    .selectFrom('friend_group')
    .select('name')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('name')
    .execute()
  return idsOf(rows, 'name')
}

export const putGroup = (q: Q, { sdkAppId, userId }: Owner, name: string, now: number) =>
  q.insertInto('friend_group').values({ sdk_app_id: sdkAppId, user_id: userId, name, created_at: now }).execute()

const members = (q: Q, { sdkAppId, userId }: Owner) =>
  q.selectFrom('friend_group_member').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId)

/** The groups of some friends, or of all. */
export async function groupsOf(q: Q, owner: Owner, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await members(q, owner)
    .select(['friend_id', 'name'])
    .where('friend_id', 'in', ids)
    .orderBy('friend_id')
    .orderBy('name')
    .execute()
  const groups = new Map<string, string[]>()
  for (const { friend_id, name } of rows) groups.set(friend_id, [...(groups.get(friend_id) ?? []), name])
  return groups
}

export async function groupSizes(q: Q, owner: Owner): Promise<Map<string, number>> {
  const rows = await members(q, owner)
    .select((e) => ['name', e.fn.countAll<number>().as('n')])
    .groupBy('name')
    .execute()
  return new Map(rows.map((row) => [row.name, countOf(row)]))
}

export async function membersOf(q: Q, owner: Owner, name: string): Promise<string[]> {
  const rows = await members(q, owner).select('friend_id').where('name', '=', name).execute()
  return rows.map((row) => row.friend_id)
}

/** SQLite takes a bounded number of values in one statement. */
const ROWS_PER_INSERT = 500

export async function putMembers(q: Q, owner: Owner, name: string, ids: readonly string[]): Promise<void> {
  const rows = ids.map((id) => ({ sdk_app_id: owner.sdkAppId, user_id: owner.userId, friend_id: id, name }))
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    await q
      .insertInto('friend_group_member')
      .values(rows.slice(at, at + ROWS_PER_INSERT))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** Takes friends out of groups: of one group or of all, these friends or all. */
export async function deleteMembers(
  q: Q,
  { sdkAppId, userId }: Owner,
  which: { readonly name?: string; readonly ids?: readonly string[] },
): Promise<void> {
  await q
    .deleteFrom('friend_group_member')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .$if(which.name !== undefined, (query) => query.where('name', '=', which.name!))
    .$if(which.ids !== undefined, (query) => query.where('friend_id', 'in', which.ids!))
    .execute()
}

export async function renameGroupRows(q: Q, { sdkAppId, userId }: Owner, from: string, to: string): Promise<void> {
  for (const table of ['friend_group', 'friend_group_member'] as const) {
    await q
      .updateTable(table)
      .set({ name: to })
      .where('sdk_app_id', '=', sdkAppId)
      .where('user_id', '=', userId)
      .where('name', '=', from)
      .execute()
  }
}

export async function deleteGroupRow(q: Q, { sdkAppId, userId }: Owner, name: string): Promise<void> {
  await q
    .deleteFrom('friend_group')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('name', '=', name)
    .execute()
}

// applications

const applications = (q: Q, { sdkAppId, userId }: Owner) =>
  q.selectFrom('friend_application').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId)

/** Newest first; both directions, or one. Bounded by FRIEND_LIMITS.applications in each. */
export const applicationsOf = (q: Q, owner: Owner, direction?: Direction): Promise<ApplicationRow[]> =>
  applications(q, owner)
    .selectAll()
    .$if(direction !== undefined, (query) => query.where('direction', '=', direction!))
    .orderBy('created_at', 'desc')
    .orderBy('peer_id')
    .execute()

/** Replaces what was asked before. */
export const putApplication = (q: Q, row: ApplicationRow) =>
  q
    .insertInto('friend_application')
    .values(row)
    .onConflict((conflict) => conflict.columns(['sdk_app_id', 'user_id', 'direction', 'peer_id']).doUpdateSet(row))
    .execute()

/** @returns whether there was one */
export async function deleteApplication(
  q: Q,
  { sdkAppId, userId }: Owner,
  direction: Direction,
  peer: string,
): Promise<boolean> {
  const { numDeletedRows } = await q
    .deleteFrom('friend_application')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('direction', '=', direction)
    .where('peer_id', '=', peer)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** @returns whether one was unread */
export async function markApplicationsRead(q: Q, { sdkAppId, userId }: Owner): Promise<boolean> {
  const { numUpdatedRows } = await q
    .updateTable('friend_application')
    .set({ unread: 0 })
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('direction', '=', 'in')
    .where('unread', '=', 1)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

// blacklist

const blocked = (q: Q, { sdkAppId, userId }: Owner) =>
  q.selectFrom('blacklist').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId)

export async function blockedAmong(q: Q, owner: Owner, ids: readonly string[]): Promise<Set<string>> {
  return idsOf(await blocked(q, owner).select('blocked_id').where('blocked_id', 'in', ids).execute(), 'blocked_id')
}

/** Which of these block this user. */
export async function blocking(q: Q, { sdkAppId, userId }: Owner, ids: readonly string[]): Promise<Set<string>> {
  const rows = await q
    .selectFrom('blacklist')
    .select('user_id')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', 'in', ids)
    .where('blocked_id', '=', userId)
    .execute()
  return idsOf(rows, 'user_id')
}

export const countBlocked = async (q: Q, owner: Owner): Promise<number> =>
  countOf(
    await blocked(q, owner)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  )

export const pageOfBlocked = (q: Q, owner: Owner, after: string, limit: number) =>
  blocked(q, owner)
    .select(['blocked_id', 'created_at'])
    .where('blocked_id', '>', after)
    .orderBy('blocked_id')
    .limit(limit)
    .execute()

/** As `pageOfBlocked`, from a position on. Bounded by FRIEND_LIMITS.blacklist. */
export const blockedAt = (q: Q, owner: Owner, index: number, limit: number) =>
  blocked(q, owner).select(['blocked_id', 'created_at']).orderBy('blocked_id').limit(limit).offset(index).execute()

export async function putBlocked(
  q: Q,
  { sdkAppId, userId }: Owner,
  ids: readonly string[],
  now: number,
): Promise<void> {
  const rows = ids.map((id) => ({ sdk_app_id: sdkAppId, user_id: userId, blocked_id: id, created_at: now }))
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    await q
      .insertInto('blacklist')
      .values(rows.slice(at, at + ROWS_PER_INSERT))
      .execute()
  }
}

export async function deleteBlocked(q: Q, { sdkAppId, userId }: Owner, ids: readonly string[]): Promise<void> {
  await q
    .deleteFrom('blacklist')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('blocked_id', 'in', ids)
    .execute()
}

// erasing

/** Who has the user as a friend, some of them. */
export async function havingMe(q: Q, { sdkAppId, userId }: Owner, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('friend')
    .select('user_id')
    .where('sdk_app_id', '=', sdkAppId)
    .where('friend_id', '=', userId)
    .limit(limit)
    .execute()
  return rows.map((row) => row.user_id)
}

/** All that is kept of a user but friendships: on both sides of each. */
export const eraseRows = (q: Q, { sdkAppId, userId }: Owner) => [
  q.deleteFrom('friend_group').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
  q.deleteFrom('friend_application').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
  q.deleteFrom('friend_application').where('sdk_app_id', '=', sdkAppId).where('peer_id', '=', userId),
  q.deleteFrom('blacklist').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
  q.deleteFrom('blacklist').where('sdk_app_id', '=', sdkAppId).where('blocked_id', '=', userId),
]
