import { fail } from '../../engine/failure.ts'
import type { Standing } from '../groups/types.ts'
import type { Live } from '../messages/route.ts'
import { retryKey } from '../messages/rules.ts'
import { messageText } from '../messages/send.ts'
import { count } from './drops.ts'
import type { Room, RoomHost } from './room.ts'
import { DROP_REASON, rankOf } from './rules.ts'

/**
 * How somebody of this standing speaks in a room: numbered, told and forgotten, in one turn (ROOM1). A session has to be in the room;
 * the application does not.
 */
export function sayIn(host: RoomHost, room: Room, standing: Standing): Live {
  return {
    /** @throws Failure GROUP_DENIED, MESSAGE_ID_REUSED */
    say(draft, value, sentBy) {
      if (sentBy !== '' && !room.hasSession(sentBy)) throw fail('GROUP_DENIED', 'Join the live room first.')
      const key = retryKey(draft.from, draft.random, draft.clientTime)
      const before = room.said.find(key, value)
      if (before !== undefined) return before
      const time = host.now()
      room.cap.perSecond = host.messagesPerSecond(room.sdkAppId)
      const rank = rankOf(standing, draft.priority)
      const isShed = rank > 1 && host.isTight()
      if (isShed || !room.cap.take(rank, host.elapsed())) {
        count(host.drops.cap, rank)
        return { seq: 0, time, duplicate: false, dropReason: DROP_REASON }
      }
      const sent = { seq: host.sequence.next(), time, duplicate: false }
      room.said.remember(key, value, sent)
      const text = messageText(sent.seq, time, value)
      room.publish({ kind: 'message', node: host.node, seq: sent.seq, rank, except: sentBy, text })
      return sent
    },
  }
}
