import { groupSubject } from '../../engine/realtime/subject.ts'
import type { GroupStore } from './store.ts'
import { ownSubject } from './topics/attendance.ts'

/** What a user who comes online hears: every group that they are in and want to hear of, and how topics differ from their communities. */
export async function subjectsOf(
  { store }: { readonly store: Pick<GroupStore, 'heard' | 'topicOptions'> },
  sdkAppId: number,
  userId: string,
): Promise<string[]> {
  const [groupIds, topics] = await Promise.all([store.heard(sdkAppId, userId), store.topicOptions(sdkAppId, userId)])
  const ofTopics = topics.map((topic) => ownSubject(sdkAppId, topic)).filter((subject) => subject !== undefined)
  return [...groupIds.map((groupId) => groupSubject(sdkAppId, groupId)), ...ofTopics]
}
