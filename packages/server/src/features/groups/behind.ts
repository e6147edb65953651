import type { GroupParts } from './parts.ts'
import { groupIdOf } from './rules.ts'

/** The group behind a log; nothing for the log of a private conversation. The type is empty when the group is gone. */
export async function groupBehind(
  { store }: Pick<GroupParts, 'store'>,
  sdkAppId: number,
  timeline: string,
): Promise<{ groupId: string; type: string } | undefined> {
  const groupId = groupIdOf(timeline)
  if (groupId === undefined) return undefined
  return { groupId, type: (await store.group(sdkAppId, groupId))?.type ?? '' }
}
