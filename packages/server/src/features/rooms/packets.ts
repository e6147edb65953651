import type { GroupEvent } from '@signet/protocol/group'
import { groupConversationId } from '@signet/protocol/ids'
import { isNoticed } from '../groups/announce.ts'
import type { Draft } from '../messages/route.ts'
import { messageText } from '../messages/send.ts'

/** What clients are told of a room, as JSON text. */
export function roomPackets(groupId: string) {
  const conversation = JSON.stringify(groupConversationId(groupId))
  const message = (text: string): string => `{"type":"room","conversation":${conversation},"message":${text}}`
  return {
    message,
    online: (online: number): string => `{"type":"roomOnline","conversation":${conversation},"online":${online}}`,
    /** Nothing of an event that is not for everybody. */
    event(event: GroupEvent, seq: number): string | undefined {
      if (PLAIN.has(event.kind)) return JSON.stringify({ type: 'group', event })
      return isNoticed(event) || event.kind === 'memberUnbanned' ? message(eventText(event, seq)) : undefined
    },
  }
}

export type RoomPackets = ReturnType<typeof roomPackets>

/** Whoever hears it reads what it is about, or is told for themselves; there is nothing to show among the messages. */
const PLAIN: ReadonlySet<GroupEvent['kind']> = new Set([
  'attributesChanged',
  'countersChanged',
  'dissolved',
  'memberChanged',
  'notified',
])

/** An event in the place of a message, as the log of another group holds it. */
function eventText(event: GroupEvent, seq: number): string {
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
  return messageText(seq, event.time, JSON.stringify(draft))
}
