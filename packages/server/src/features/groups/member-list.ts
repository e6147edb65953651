import { fail } from '../../engine/failure.ts'
import { type Member, memberOf } from './group.ts'
import { MOST_USERS } from './members.ts'
import { admit, type Caller, type GroupParts, unique } from './parts.ts'
import type { MemberRow } from './store.ts'
import type { Role } from './types.ts'

export interface MemberPage {
  readonly memberCount: number
  readonly members: Member[]
  /** Absent on the last page. */
  readonly cursor: string | undefined
}

/**
 * Members in the order in which they came: those who come meanwhile are on the last page, and who leaves shifts nobody.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_PARAMETER
 */
export async function memberPage(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number; readonly role?: Role | undefined },
): Promise<MemberPage> {
  const group = await admit(parts, caller, groupId, 'readMembers')
  const rows = await parts.store.memberPage(caller.sdkAppId, groupId, { ...page, after: positionOf(page.cursor) })
  return {
    memberCount: group.member_count,
    members: await withMutes(parts, caller.sdkAppId, groupId, rows),
    cursor: rows.length < page.limit ? undefined : String(rows.at(-1)!.join_no),
  }
}

function positionOf(cursor: string | undefined): number {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
    throw fail('GROUP_PARAMETER', 'cursor is not one of these pages.')
  return Number(cursor ?? 0)
}

/** Of these users, those who are members. @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_TOO_MANY over 50 */
export async function membersNamed(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userIds: readonly string[],
): Promise<Member[]> {
  const wanted = unique(userIds, MOST_USERS.read)
  await admit(parts, caller, groupId, 'readMembers')
  if (wanted.length === 0) return []
  const rows = await parts.store.members(caller.sdkAppId, groupId, wanted)
  return await withMutes(parts, caller.sdkAppId, groupId, rows)
}

/** The role of each user, in the order asked. @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_TOO_MANY over 500 */
export async function rolesOf(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userIds: readonly string[],
): Promise<{ userId: string; role: Role | 'NotMember' }[]> {
  const wanted = unique(userIds, MOST_USERS.roles)
  await admit(parts, caller, groupId, 'readRoles')
  if (wanted.length === 0) return []
  const rows = await parts.store.members(caller.sdkAppId, groupId, wanted)
  const roles = new Map(rows.map((row) => [row.user_id, row.role]))
  return wanted.map((userId) => ({ userId, role: roles.get(userId) ?? 'NotMember' }))
}

async function withMutes(
  parts: GroupParts,
  sdkAppId: number,
  groupId: string,
  rows: readonly MemberRow[],
): Promise<Member[]> {
  if (rows.length === 0) return []
  const muted = await parts.store.muteUntils(
    sdkAppId,
    [groupId],
    rows.map((row) => row.user_id),
  )
  const mutes = new Map(muted.map((row) => [row.user_id, row.until]))
  return rows.map((row) => memberOf(row, mutes.get(row.user_id) ?? 0, parts.now()))
}
