import { DELETE_TYPE, FRIEND_LIMITS } from '@signet/protocol/friend'
import type { FriendParts } from './parts.ts'
import { deleteAllFriends, deleteFriends } from './remove.ts'
import { eraseRows, havingMe, type Owner } from './store.ts'

/** Takes a user out of everybody's lists, a page at a time, and erases the user's own. Begun again after a crash it goes on. */
export async function eraseFriends(parts: FriendParts, me: Owner): Promise<void> {
  await deleteAllFriends(parts, me, DELETE_TYPE.both)
  for (;;) {
    const page = await havingMe(parts.db.read, me, FRIEND_LIMITS.page)
    if (page.length === 0) break
    for (const userId of page) await deleteFriends(parts, { ...me, userId }, [me.userId], DELETE_TYPE.single)
  }
  await parts.db.write(eraseRows(parts.db.read, me))
  parts.standing.forget(me.sdkAppId, me.userId, [])
}
