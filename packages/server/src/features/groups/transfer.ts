import { fail } from '../../engine/failure.ts'
import { admit, announce, type Caller, type GroupParts } from './parts.ts'

/**
 * Makes a member the owner; the owner before becomes a member. To the owner there is: changes nothing.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_PARAMETER for who is no member
 */
export async function transferGroup(parts: GroupParts, caller: Caller, groupId: string, to: string): Promise<void> {
  const { sdkAppId } = caller
  const { store } = parts
  const group = await store.transaction(async (trx) => {
    const found = await admit(parts, caller, groupId, 'transfer', trx)
    if (found.owner_id === to) return found
    const member = await store.member(sdkAppId, groupId, to, trx)
    if (member === undefined) throw fail('GROUP_PARAMETER', 'The new owner is not a member of the group.')
    if (found.owner_id !== null) {
      await store.updateMember(sdkAppId, groupId, found.owner_id, { role: 'Member' }, trx).execute()
    }
    await store.updateMember(sdkAppId, groupId, to, { role: 'Owner' }, trx).execute()
    // Nobody mutes an owner, so a mute from before must not stay.
    await store.deleteMute(sdkAppId, groupId, to, trx).execute()
    await store.changeInfo(sdkAppId, groupId, { owner_id: to }, parts.now(), trx).execute()
    return found
  })
  const from = group.owner_id ?? ''
  if (from !== to) announce(parts, caller, group, { kind: 'ownerChanged', from, to })
}
