import type { Self, Window } from '../../messages/view.ts'
import { windowOf } from '../conversation.ts'
import { permits } from '../permissions/rules.ts'
import { floorFor, groupTimeline } from '../rules.ts'
import type { Seats } from '../seats.ts'
import type { GroupStore } from '../store.ts'
import { GROUP_TYPES, type GroupType, type ReceiveOption, TYPE_RULES } from '../types.ts'

/** A group as a conversation of one of its members. Times are ms. */
export interface Membership {
  readonly groupId: string
  readonly type: GroupType
  readonly timeline: string
  readonly read: number
  readonly window: Window
  /** When the member came, read on, or changed how to hear of it. */
  readonly changedAt: number
  readonly countsUnread: boolean
  /** Its members know of it before anything is said in it. */
  readonly listedEmpty: boolean
  readonly receiveOption: ReceiveOption
}

export interface MembershipParts {
  readonly store: Pick<GroupStore, 'membershipPage' | 'membershipsNamed'>
  readonly seats: Pick<Seats, 'of'>
}

/** Live rooms keep no history: they are no conversations of a list. */
const LISTED = GROUP_TYPES.filter((type) => TYPE_RULES[type].history)

/** The groups that a user is in, behind an id, in the order of their ids. */
export async function membershipPage(
  parts: MembershipParts,
  self: Self,
  after: string,
  limit: number,
): Promise<Membership[]> {
  const rows = await parts.store.membershipPage(self.sdkAppId, self.userId, LISTED, { after, limit })
  return await Promise.all(rows.map((row) => membershipOf(parts, self, row)))
}

/** Those of these groups that a user is in. */
export async function membershipsNamed(
  parts: MembershipParts,
  self: Self,
  groupIds: readonly string[],
): Promise<Membership[]> {
  const rows = await parts.store.membershipsNamed(self.sdkAppId, self.userId, LISTED, groupIds)
  return await Promise.all(rows.map((row) => membershipOf(parts, self, row)))
}

type Row = Awaited<ReturnType<MembershipParts['store']['membershipPage']>>[number]

/** Synchronous for nearly all of them: only in a community that goes by permissions something has to be asked. */
function membershipOf(parts: MembershipParts, self: Self, row: Row): Membership | Promise<Membership> {
  const floor = floorFor(row.type, row.floor_seq, row.join_seq)
  if (row.enable_permission === 0 || row.role !== 'Member') return membershipFrom(self, row, floor)
  return mayReadHistory(parts, self, row.group_id).then((mayRead) =>
    membershipFrom(self, row, mayRead ? floor : Number.MAX_SAFE_INTEGER),
  )
}

/** Who may not read what was said before sees nothing of it in a list. */
async function mayReadHistory(
  { seats }: Pick<MembershipParts, 'seats'>,
  self: Self,
  groupId: string,
): Promise<boolean> {
  const seat = await seats.of(self.sdkAppId, groupId, self.userId)
  return seat?.permissions === undefined || permits(seat.permissions, 'readHistory')
}

const membershipFrom = (self: Self, row: Row, floor: number): Membership => ({
  groupId: row.group_id,
  type: row.type,
  timeline: groupTimeline(self.sdkAppId, row.group_id),
  // Nothing from before the member came is unread, also where it may be seen.
  read: Math.max(row.read_seq, row.join_seq),
  window: windowOf(self, { floor }),
  changedAt: Math.max(row.joined_at, row.changed_at),
  countsUnread: TYPE_RULES[row.type].unread && row.support_topic === 0,
  listedEmpty: !TYPE_RULES[row.type].activation,
  receiveOption: row.receive_option,
})
