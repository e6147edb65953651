import { groupConversationId } from '@signet/protocol/ids'
import type { Registry } from '../../../engine/realtime/registry.ts'
import type { Self } from '../../messages/view.ts'
import type { GroupStore } from '../store.ts'
import { communityOf } from './rules.ts'

export interface TopicReadParts {
  readonly store: Pick<GroupStore, 'moveTopicReadSeq' | 'topicMembers' | 'write'>
  readonly registry: Pick<Registry, 'push'>
  /** ms */
  now(): number
}

/** Moves a member's read position in a topic, never back (GRP23). `seq` is not beyond the newest message. */
export async function markTopicRead(
  { store, registry, now }: TopicReadParts,
  { sdkAppId, userId }: Self,
  topicId: string,
  seq: number,
): Promise<{ read: number }> {
  const place = { sdkAppId, userId, groupId: communityOf(topicId), topicId }
  const [moved] = await store.write([store.moveTopicReadSeq(place, seq, now())])
  if (moved === undefined || moved.changed === 0) {
    const [member] = await store.topicMembers(sdkAppId, userId, [topicId])
    return { read: member?.read_seq ?? 0 }
  }
  registry.push(
    sdkAppId,
    userId,
    JSON.stringify({ type: 'read', conversation: groupConversationId(topicId), upTo: seq }),
  )
  return { read: seq }
}
