import { unseat } from './members.ts'
import { announce, type Caller, type GroupParts } from './parts.ts'

const PAGE = 100

/** Takes a user out of all groups, one after the other; those that the user owned go on without an owner. */
export async function eraseMemberships(parts: GroupParts, sdkAppId: number, userId: string): Promise<void> {
  const caller: Caller = { sdkAppId, actor: { kind: 'app' } }
  await parts.store.write(parts.store.eraseUser(sdkAppId, userId))
  // From name to name: what a dissolved group left of its members may stay, and is not looked at again.
  for (let after = ''; ; ) {
    const { items, next } = await parts.store.joined(sdkAppId, userId, { after, limit: PAGE })
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
    after = next
  }
}
