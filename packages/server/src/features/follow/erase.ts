import { unfollow } from './change.ts'
import type { FollowParts } from './parts.ts'
import { eraseCounts, type Owner, someTies } from './store.ts'

const PAGE = 100

/** Ends all that ties a user to others and others to the user, a page at a time. */
export async function eraseFollows(parts: FollowParts, me: Owner): Promise<void> {
  for (;;) {
    const { followed, followers } = await someTies(parts.db.read, me, PAGE)
    if (followed.length === 0 && followers.length === 0) break
    if (followed.length > 0) await unfollow(parts, me, followed)
    for (const userId of followers) await unfollow(parts, { ...me, userId }, [me.userId])
  }
  await parts.db.write([eraseCounts(parts.db.read, me)])
}
