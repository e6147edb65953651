import { admit, announce, type Caller, type GroupParts } from './parts.ts'

/** Members that one write takes away: others get in between. */
const REAPED_AT_ONCE = 1_000
/** Messages whose receipts one write takes away: each has as many as the group has members. */
const SEQS_AT_ONCE = 20
/** Each is in as many permission groups as a community has, at most. */
const PERMISSION_MEMBERS_AT_ONCE = 100

/**
 * Ends a group: from the answer on it is gone for everybody, however many members it had; their rows go afterwards, piece by piece.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED
 */
export async function dissolveGroup(parts: GroupParts, caller: Caller, groupId: string): Promise<void> {
  const { sdkAppId } = caller
  const members = await parts.hooks?.lastMembers(sdkAppId, groupId)
  const group = await parts.store.transaction(async (trx) => {
    const found = await admit(parts, caller, groupId, 'dissolve', trx)
    for (const statement of parts.store.deleteGroup(sdkAppId, groupId, trx)) await statement.execute()
    return found
  })
  announce(
    parts,
    caller,
    group,
    { kind: 'dissolved' },
    { facts: { owner: group.owner_id ?? '', members: members ?? [] } },
  )
  await reapMembers(parts, sdkAppId, groupId)
}

/** Takes away what a dissolved group left of its members, their receipts and their permissions; harmless for one that exists. */
export async function reapMembers(parts: GroupParts, sdkAppId: number, groupId: string): Promise<void> {
  for (;;) {
    const [result] = await parts.store.write([parts.store.reapMembers(sdkAppId, groupId, REAPED_AT_ONCE)])
    if (result === undefined || result.changed < REAPED_AT_ONCE) break
  }
  for (;;) {
    const [result] = await parts.store.write([parts.store.reapReceipts(sdkAppId, groupId, SEQS_AT_ONCE)])
    if (result === undefined || result.changed === 0) break
  }
  for (;;) {
    const [result] = await parts.store.write([
      parts.store.reapPermissionMembers(sdkAppId, groupId, PERMISSION_MEMBERS_AT_ONCE),
    ])
    if (result === undefined || result.changed === 0) return
  }
}
