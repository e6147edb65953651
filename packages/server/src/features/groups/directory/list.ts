import type { GroupParts } from '../parts.ts'
import type { GroupChoice } from './store.ts'

/** Groups of an application from a position on, in the order of their ids, and how many there are. For the application's backend only. */
export async function listGroupIds(
  { store }: GroupParts,
  sdkAppId: number,
  page: GroupChoice & { readonly offset: number; readonly limit: number },
): Promise<{ total: number; groupIds: string[]; full: boolean }> {
  const groupIds = await store.groupIdsAt(sdkAppId, page)
  const total = await store.countGroups(sdkAppId, page)
  return { total, groupIds, full: groupIds.length > 0 && page.offset + groupIds.length < total }
}
