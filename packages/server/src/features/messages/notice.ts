import type { GroupEvent } from '@signet/protocol/group'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { deliver } from './delivery.ts'
import type { Channel, Draft } from './route.ts'
import { messageText } from './send.ts'

/**
 * Writes into a conversation's log what happened to it, and tells everybody who hears it. It is no message: it never counts as unread,
 * and nobody takes it back.
 * @throws Failure STORE_UNAVAILABLE
 */
export async function sendNotice(
  parts: { readonly timeline: Pick<Timeline, 'append'>; readonly registry: Registry },
  channel: Channel,
  event: GroupEvent,
): Promise<void> {
  const draft: Draft = {
    from: event.by,
    to: event.groupId,
    tinyId: '0',
    random: 0,
    clientTime: Math.floor(event.time / 1000),
    msgSeq: 0,
    body: [],
    event,
  }
  const value = JSON.stringify(draft)
  const { seq, time } = await parts.timeline.append({ conversation: channel.timeline, value, counts: false })
  deliver(parts.registry, channel, draft, messageText(seq, time, value), '')
}
