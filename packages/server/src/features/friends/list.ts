import { FRIEND_LIMITS } from '@signet/protocol/friend'
import { REVISED } from '@signet/protocol/revisions'
import type { FriendParts } from './parts.ts'
import { countFriends, type FriendRow, friendsAmong, friendsAt, groupsOf, type Owner, pageOfFriends } from './store.ts'

export interface Friend {
  readonly userId: string
  readonly remark: string
  readonly groups: string[]
  readonly source: string
  readonly wording: string
  /** ms */
  readonly time: number
  readonly custom: { tag: string; value: string }[]
}

export interface FriendPage {
  readonly friends: readonly Friend[]
  /** How many there are. */
  readonly total: number
  readonly revision: number
  /** Whether this page was cut by its length, so that more follows. */
  readonly full: boolean
}

/** My friends after a UserID, in the order of their ids: stable while friends come and go. */
export async function listFriends(
  { db, revisions }: FriendParts,
  me: Owner,
  after: string,
  limit: number = FRIEND_LIMITS.page,
): Promise<FriendPage> {
  const revision = await revisions.of(me.sdkAppId, me.userId, REVISED.friends)
  const rows = await pageOfFriends(db.read, me, after, limit)
  return {
    friends: await described(db, me, rows),
    total: await countFriends(db.read, me),
    revision,
    full: rows.length === limit,
  }
}

/** As `listFriends`, from a position on: what comes and goes meanwhile may be seen twice or missed, which a revision tells. */
export async function listFriendsAt({ db, revisions }: FriendParts, me: Owner, index: number): Promise<FriendPage> {
  const revision = await revisions.of(me.sdkAppId, me.userId, REVISED.friends)
  const rows = await friendsAt(db.read, me, index, FRIEND_LIMITS.page)
  const total = await countFriends(db.read, me)
  return {
    friends: await described(db, me, rows),
    total,
    revision,
    full: index + rows.length < total && rows.length > 0,
  }
}

/** Chosen friends; who is none is not in the answer. */
export async function getFriends(
  { db }: FriendParts,
  me: Owner,
  peers: readonly string[],
): Promise<Map<string, Friend>> {
  const rows = [...(await friendsAmong(db.read, me, peers)).values()]
  return new Map((await described(db, me, rows)).map((friend) => [friend.userId, friend]))
}

async function described(db: FriendParts['db'], me: Owner, rows: readonly FriendRow[]): Promise<Friend[]> {
  const ids = rows.map((row) => row.friend_id)
  const groups = ids.length === 0 ? new Map<string, string[]>() : await groupsOf(db.read, me, ids)
  return rows.map((row) => ({
    userId: row.friend_id,
    remark: row.remark,
    groups: groups.get(row.friend_id) ?? [],
    source: row.source,
    wording: row.wording,
    time: Number(row.created_at),
    custom: Object.entries(JSON.parse(row.custom) as Record<string, string>).map(([tag, value]) => ({ tag, value })),
  }))
}
