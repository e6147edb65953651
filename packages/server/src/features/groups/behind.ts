import type { GroupParts } from './parts.ts'
import { groupIdOf } from './rules.ts'
import { communityOf, isTopicId } from './topics/rules.ts'

/** The group behind a log, and the topic where it is that of one; nothing for the log of a private conversation. */
export async function groupBehind(
  { store }: Pick<GroupParts, 'store'>,
  sdkAppId: number,
  timeline: string,
): Promise<{ groupId: string; type: string; topicId?: string } | undefined> {
  const id = groupIdOf(timeline)
  if (id === undefined) return undefined
  const groupId = communityOf(id)
  // Empty when the group is gone.
  const type = (await store.group(sdkAppId, groupId))?.type ?? ''
  return { groupId, type, ...(isTopicId(id) ? { topicId: id } : {}) }
}
