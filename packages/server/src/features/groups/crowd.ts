import type { Seat } from './seats.ts'
import type { GroupStore } from './store.ts'
import { TYPE_RULES } from './types.ts'

/** Everybody in a live room of whom nothing is stored: they all have the same seat, and it costs no query. */
export interface Crowd {
  /** Nothing for somebody of whom something is stored: they have a seat of their own. */
  seatFor(userId: string): Seat | undefined
}

export type CrowdStore = Pick<GroupStore, 'withRole' | 'banPage' | 'mutePage'>

/** With more than so many bans or mutes everybody is asked for one by one. */
const MOST_NAMED = 1_000

/** @param readStranger the seat of somebody who is nobody. @returns nothing for what is no live room */
export async function readCrowd(
  store: CrowdStore,
  sdkAppId: number,
  groupId: string,
  readStranger: () => Promise<Seat | undefined>,
  now: number,
): Promise<Crowd | undefined> {
  const seat = await readStranger()
  if (seat === undefined || TYPE_RULES[seat.type].memberListStored) return undefined
  const page = { after: '', limit: MOST_NAMED, now }
  const [owners, admins, banned, muted] = await Promise.all([
    store.withRole(sdkAppId, groupId, 'Owner', MOST_NAMED),
    store.withRole(sdkAppId, groupId, 'Admin', MOST_NAMED),
    store.banPage(sdkAppId, groupId, page),
    store.mutePage(sdkAppId, groupId, page),
  ])
  if (banned.length === MOST_NAMED || muted.length === MOST_NAMED) return undefined
  const named = new Set([...owners, ...admins, ...[...banned, ...muted].map((row) => row.user_id)])
  return { seatFor: (userId) => (named.has(userId) ? undefined : seat) }
}
