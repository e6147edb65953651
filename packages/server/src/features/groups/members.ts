import type { ErrorName } from '@signet/protocol/errors'
import type { GroupParts } from './parts.ts'
import type { GroupRow, Reader } from './store.ts'
import { type Role, TYPE_RULES } from './types.ts'

export interface Seat {
  readonly userId: string
  readonly role: Role
}

/** What became of each who was to come in. */
export type Admission =
  | { readonly userId: string; readonly outcome: 'added' | 'already' }
  | { readonly userId: string; readonly outcome: 'refused'; readonly error: ErrorName }

/**
 * The one way into a group: seats whom bans, quotas and the size of the group let in, in order, within a transaction. Accounts were checked.
 *
 * @param group as read in this transaction
 * @param headSeq the newest message of the group
 */
export async function seat(
  parts: GroupParts,
  trx: Reader,
  group: GroupRow,
  seats: readonly Seat[],
  headSeq: number,
): Promise<Admission[]> {
  const { store } = parts
  const { sdk_app_id: sdkAppId, group_id: groupId } = group
  const userIds = seats.map(({ userId }) => userId)
  if (userIds.length === 0) return []
  const now = parts.now()
  const inside = new Set((await store.members(sdkAppId, groupId, userIds, trx)).map((row) => row.user_id))
  const banned = await store.banned(sdkAppId, groupId, userIds, now, trx)
  const isStored = TYPE_RULES[group.type].memberListStored
  const { groupsPerUser } = parts.quotas(sdkAppId)
  const full = isStored ? await store.fullUsers(sdkAppId, userIds, groupsPerUser, trx) : new Set<string>()
  let room = group.max_members === 0 ? Number.POSITIVE_INFINITY : group.max_members - group.member_count
  const coming: Seat[] = []
  const admissions = seats.map((one): Admission => {
    const { userId } = one
    if (inside.has(userId)) return { userId, outcome: 'already' }
    if (banned.has(userId)) return { userId, outcome: 'refused', error: 'GROUP_BANNED' }
    if (full.has(userId)) return { userId, outcome: 'refused', error: 'GROUP_USER_QUOTA' }
    if (room <= 0) return { userId, outcome: 'refused', error: 'GROUP_FULL' }
    room--
    coming.push(one)
    return { userId, outcome: 'added' }
  })
  if (coming.length > 0) {
    const rows = coming.map(({ userId, role }, i) => ({
      sdk_app_id: sdkAppId,
      group_id: groupId,
      user_id: userId,
      type: group.type,
      role,
      joined_at: now,
      join_no: group.joins + i + 1,
      join_seq: headSeq,
      read_seq: headSeq,
      name_card: '',
      custom: '[]',
      receive_option: TYPE_RULES[group.type].defaultReceiveOption,
    }))
    await store.insertMembers(rows, trx).execute()
    // The seats of a live room are roles: nobody is counted there.
    const count = { joined: coming.length, left: isStored ? 0 : coming.length }
    await store.countMembers(sdkAppId, groupId, count, trx).execute()
    const left = coming.map(({ userId }) => userId)
    await store.deleteApplications(sdkAppId, groupId, left, trx).execute()
  }
  return admissions
}

/** Takes seats away, within a transaction. @returns those who had one */
export async function unseat(
  parts: GroupParts,
  trx: Reader,
  group: GroupRow,
  userIds: readonly string[],
): Promise<string[]> {
  const { sdk_app_id: sdkAppId, group_id: groupId } = group
  const inside = (await parts.store.members(sdkAppId, groupId, userIds, trx)).map((row) => row.user_id)
  if (inside.length === 0) return []
  await parts.store.deleteMembers(sdkAppId, groupId, inside, trx).execute()
  if (group.type === 'Community') {
    await parts.store.deleteTopicMembers(sdkAppId, groupId, inside, trx).execute()
    await parts.store.deletePermissionMembers(sdkAppId, groupId, inside, undefined, trx).execute()
  }
  if (TYPE_RULES[group.type].memberListStored) {
    await parts.store.countMembers(sdkAppId, groupId, { left: inside.length }, trx).execute()
  }
  return inside
}

/** Numbers of users for one request. */
export const MOST_USERS = { created: 100, invited: 300, kicked: 100, banned: 20, read: 50, roles: 500 } as const
