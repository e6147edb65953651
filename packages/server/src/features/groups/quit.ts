import { unseat } from './members.ts'
import { admit, announce, asCaller, type GroupParts, type UserCaller } from './parts.ts'
import { TYPE_RULES } from './types.ts'

/**
 * A user leaves. The owner of a Private group leaves it without one.
 *
 * @throws GROUP_NOT_FOUND, GROUP_OWNER_STAYS, GROUP_DENIED for who is not in it
 */
export async function quitGroup(parts: GroupParts, self: UserCaller, groupId: string): Promise<void> {
  const { sdkAppId, userId } = self
  const group = await parts.store.transaction(async (trx) => {
    const found = await admit(parts, asCaller(self), groupId, 'quit', trx)
    // Who leaves a live room keeps the role in it.
    if (!TYPE_RULES[found.type].memberListStored) return found
    await unseat(parts, trx, found, [userId])
    if (found.owner_id === userId) {
      await parts.store.changeInfo(sdkAppId, groupId, { owner_id: null }, parts.now(), trx).execute()
    }
    return found
  })
  announce(parts, asCaller(self), group, { kind: 'memberQuit', members: [userId] })
}
