import { unseat } from './members.ts'
import { announce, type Caller, type GroupParts } from './parts.ts'

const PAGE = 100

/** Takes a user out of all groups, one after the other; those that the user owned go on without an owner. */
export async function eraseMemberships(parts: GroupParts, sdkAppId: number, userId: string): Promise<void> {
  const caller: Caller = { sdkAppId, actor: { kind: 'app' } }
  for (;;) {
    const { items, next } = await parts.store.joined(sdkAppId, userId, { after: '', limit: PAGE })
    for (const { group } of items) {
      const { group_id: groupId } = group
      const isGone = await parts.store.transaction(async (trx) => {
        const found = await parts.store.group(sdkAppId, groupId, trx)
        if (found === undefined) return false
        await unseat(parts, trx, found, [userId])
        if (found.owner_id === userId) {
          await parts.store.changeInfo(sdkAppId, groupId, { owner_id: null }, parts.now(), trx).execute()
        }
        return true
      })
      if (isGone) announce(parts, caller, group, { kind: 'memberQuit', members: [userId] })
    }
    if (next === undefined) return
  }
}
