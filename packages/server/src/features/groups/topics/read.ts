import { groupConversationId } from '@signet/protocol/ids'
import type { Registry } from '../../../engine/realtime/registry.ts'
import type { Head } from '../../../engine/timeline/timeline.ts'
import type { Self } from '../../messages/view.ts'
import { groupTimeline } from '../rules.ts'
import type { GroupStore } from '../store.ts'
import { type ArrivalParts, arrivalOf } from './arrival.ts'
import { communityOf } from './rules.ts'
import type { TopicMember } from './store.ts'

export interface TopicReadParts extends Pick<ArrivalParts, 'timeline'> {
  readonly store: Pick<GroupStore, 'member' | 'moveTopicReadSeq' | 'topic' | 'topicMembers' | 'write'>
  readonly registry: Pick<Registry, 'push'>
  /** ms */
  now(): number
}

/** Moves a member's read position in a topic, never back (GRP23). `upTo` is not beyond the newest message. */
export async function markTopicRead(
  parts: TopicReadParts,
  { sdkAppId, userId }: Self,
  topicId: string,
  upTo: number,
  head: Pick<Head, 'seq' | 'time'>,
): Promise<{ read: number }> {
  const { store, registry, now } = parts
  const place = { sdkAppId, userId, groupId: communityOf(topicId), topicId }
  const [before] = await store.topicMembers(sdkAppId, userId, [topicId])
  // The first position that is stored holds from then on: it is not before where the member came in.
  const least = (before?.read_seq ?? 0) > 0 ? 0 : await cameAt(parts, place, head)
  const seq = Math.max(upTo, least)
  const [moved] = await store.write([store.moveTopicReadSeq(place, seq, now())])
  if (moved === undefined || moved.changed === 0) {
    const [member] = await store.topicMembers(sdkAppId, userId, [topicId])
    return { read: member?.read_seq ?? 0 }
  }
  const packet = { type: 'read', conversation: groupConversationId(topicId), upTo: seq }
  registry.push(sdkAppId, userId, JSON.stringify(packet))
  return { read: seq }
}

async function cameAt(
  { store, timeline }: TopicReadParts,
  { sdkAppId, groupId, topicId, userId }: TopicMember,
  head: Pick<Head, 'seq' | 'time'>,
): Promise<number> {
  const [member, topic] = await Promise.all([
    store.member(sdkAppId, groupId, userId),
    store.topic(sdkAppId, groupId, topicId),
  ])
  if (member === undefined || topic === undefined || member.joined_at <= topic.created_at) return 0
  return await arrivalOf({ timeline }, groupTimeline(sdkAppId, topicId), member.joined_at, head)
}
