import { groupSubject } from '../../engine/realtime/subject.ts'
import type { GroupStore } from './store.ts'
import { ownSubject } from './topics/attendance.ts'

/** What a user who comes online hears: every group that they are in and want to hear of, and how topics differ from their communities. */
export async function subjectsOf(
  { store }: { readonly store: Pick<GroupStore, 'heard'> },
  sdkAppId: number,
  userId: string,
): Promise<string[]> {
  const { groupIds, topics } = await store.heard(sdkAppId, userId)
  const subjects = groupIds.map((groupId) => groupSubject(sdkAppId, groupId))
  for (const topic of topics) {
    const own = ownSubject(sdkAppId, topic)
    if (own !== undefined) subjects.push(own)
  }
  return subjects
}
