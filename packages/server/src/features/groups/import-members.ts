import { fail } from '../../engine/failure.ts'
import { type Invited, inviteMembers } from './invite.ts'
import { type Caller, type GroupParts, groupRow } from './parts.ts'
import { setRole } from './role.ts'
import { TYPE_RULES } from './types.ts'

/** A member as it was elsewhere. */
export interface ImportedMember {
  readonly userId: string
  readonly role?: 'Admin' | undefined
  /** ms, between the making of the group and now. */
  readonly joinedAt?: number | undefined
}

/**
 * Brings members in as they were elsewhere (GRP30): nobody is told, and they see what was in the group before. Who is in it already stays
 * as they are.
 * @throws GROUP_NOT_FOUND, GROUP_UNSUPPORTED, GROUP_PARAMETER for an impossible time, GROUP_TOO_MANY, GROUP_FULL
 */
export async function importMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  members: readonly ImportedMember[],
): Promise<Invited[]> {
  const { sdkAppId } = caller
  const group = await groupRow(parts, sdkAppId, groupId)
  if (!TYPE_RULES[group.type].memberListStored) throw fail('GROUP_UNSUPPORTED')
  const now = parts.now()
  for (const { joinedAt } of members) {
    // Seconds on the wire: the group may have been made within the same one.
    if (joinedAt !== undefined && (joinedAt < group.created_at - 999 || joinedAt > now)) {
      throw fail('GROUP_PARAMETER', 'A JoinTime lies between the making of the group and now.')
    }
  }
  const quiet: Caller = { ...caller, quiet: true }
  const wanted = members.map(({ userId }) => userId)
  const invited = await inviteMembers(parts, quiet, groupId, wanted)
  const added = new Set(invited.flatMap(({ userId, result }) => (result === 1 ? [userId] : [])))
  for (const { userId, role, joinedAt } of members) {
    if (!added.delete(userId)) continue
    const change = { join_seq: group.floor_seq, ...(joinedAt === undefined ? {} : { joined_at: joinedAt }) }
    await parts.store.write([parts.store.updateMember(sdkAppId, groupId, userId, change)])
    if (role === 'Admin') await setRole(parts, quiet, groupId, userId, role)
  }
  return invited
}
