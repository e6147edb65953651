import { type Caller, type GroupParts, groupRow } from './parts.ts'
import type { Seats } from './seats.ts'

/**
 * From now on nobody sees the messages of a group up to a seq, by default to the newest; never back again (GRP31).
 * @throws GROUP_NOT_FOUND
 */
export async function clearHistory(
  parts: GroupParts & { readonly seats: Pick<Seats, 'forget'> },
  { sdkAppId }: Caller,
  groupId: string,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<{ floor: number }> {
  const seq = Math.min(upTo, await parts.headSeq(sdkAppId, groupId))
  const floor = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    if (seq <= group.floor_seq) return group.floor_seq
    await parts.store.updateGroup(sdkAppId, groupId, { floor_seq: seq }, trx).execute()
    return seq
  })
  parts.seats.forget(sdkAppId, groupId)
  return { floor }
}
