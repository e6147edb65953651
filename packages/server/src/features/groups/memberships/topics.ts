import type { Head, Timeline } from '../../../engine/timeline/timeline.ts'
import type { Self, Window } from '../../messages/view.ts'
import { windowOf } from '../conversation.ts'
import { permits } from '../permissions/rules.ts'
import { groupTimeline } from '../rules.ts'
import type { Seats } from '../seats.ts'
import type { GroupStore } from '../store.ts'
import { type ArrivalParts, arrivalOf } from '../topics/arrival.ts'
import type { ReceiveOption } from '../types.ts'

/** A topic as a conversation of a member of its community. Times are ms. */
export interface TopicMembership {
  readonly topicId: string
  readonly timeline: string
  readonly read: number
  readonly window: Window
  /** When it was made, or the member came, read on, or changed how to hear of it. */
  readonly changedAt: number
  readonly receiveOption: ReceiveOption
}

export interface TopicMembershipParts extends ArrivalParts {
  readonly timeline: Pick<Timeline, 'heads' | 'read'>
  readonly store: Pick<GroupStore, 'memberTopics' | 'memberTopicsNamed'>
  readonly seats: Pick<Seats, 'of'>
}

/** The topics of the communities that a user is in, behind one of them, in the order of community and topic. */
export async function topicMembershipPage(
  parts: TopicMembershipParts,
  self: Self,
  after: string,
  limit: number,
): Promise<TopicMembership[]> {
  const rows = await parts.store.memberTopics(self.sdkAppId, self.userId, { after, limit })
  return await membershipsOf(parts, self, rows)
}

/** Those of these topics whose community a user is in. */
export async function topicMembershipsNamed(
  parts: TopicMembershipParts,
  self: Self,
  topicIds: readonly string[],
): Promise<TopicMembership[]> {
  if (topicIds.length === 0) return []
  const rows = await parts.store.memberTopicsNamed(self.sdkAppId, self.userId, topicIds)
  return await membershipsOf(parts, self, rows)
}

type Row = Awaited<ReturnType<TopicMembershipParts['store']['memberTopics']>>[number]

async function membershipsOf(
  parts: TopicMembershipParts,
  self: Self,
  rows: readonly Row[],
): Promise<TopicMembership[]> {
  if (rows.length === 0) return []
  const heads = await parts.timeline.heads(rows.map((row) => groupTimeline(self.sdkAppId, row.topic_id)))
  return await Promise.all(rows.map((row, i) => membershipOf(parts, self, row, heads[i]!)))
}

async function membershipOf(parts: TopicMembershipParts, self: Self, row: Row, head: Head): Promise<TopicMembership> {
  const byPermission = row.enable_permission === 1 && row.role === 'Member'
  const seat = byPermission ? await parts.seats.of(self.sdkAppId, row.topic_id, self.userId) : undefined
  const mayRead = seat?.permissions === undefined || permits(seat.permissions, 'readHistory')
  const timeline = groupTimeline(self.sdkAppId, row.topic_id)
  const read = Math.max(row.read_seq ?? 0, row.floor_seq)
  const isNew = (row.read_seq ?? 0) === 0 && row.joined_at > row.created_at && head.seq > read
  return {
    topicId: row.topic_id,
    timeline,
    read: isNew ? Math.max(read, await arrivalOf(parts, timeline, row.joined_at, head)) : read,
    // Who may not read what was said before sees nothing of it in a list.
    window: windowOf(self, { floor: mayRead ? row.floor_seq : Number.MAX_SAFE_INTEGER }),
    changedAt: Math.max(row.created_at, row.joined_at, row.changed_at ?? 0),
    receiveOption: row.receive_option || row.community_option,
  }
}
