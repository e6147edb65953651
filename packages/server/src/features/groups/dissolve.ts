import { admit, announce, type Caller, type GroupParts } from './parts.ts'
import { reapGroup } from './remains/reap.ts'

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
  await reapGroup(parts, sdkAppId, groupId)
}
