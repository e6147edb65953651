import { groupSubject } from '../../engine/realtime/subject.ts'
import type { GroupStore } from './store.ts'

/** What a user who comes online hears: every group that they are in and want to hear of. */
export async function subjectsOf(
  { store }: { readonly store: Pick<GroupStore, 'heard'> },
  sdkAppId: number,
  userId: string,
): Promise<string[]> {
  const groupIds = await store.heard(sdkAppId, userId)
  return groupIds.map((groupId) => groupSubject(sdkAppId, groupId))
}
