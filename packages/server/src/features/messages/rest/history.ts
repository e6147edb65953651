import { c2cMsgKey, messageId } from '@signet/protocol/ids'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { RestHandlers } from '../../../engine/http/rest.ts'
import { readHistory } from '../history.ts'
import { findByKey, keyOf } from '../message-key.ts'
import { readCursorOf } from '../store.ts'
import type { Contacts } from './changes.ts'
import { actorOf, type MessageRestParts, seconds } from './parts.ts'

/** Most messages of a page. */
const MOST = 100

/** Server API: reading a private conversation. */
export function roamCommands(parts: MessageRestParts & Contacts): Pick<RestHandlers, 'openim/admin_getroammsg'> {
  return {
    async 'openim/admin_getroammsg'(caller, { Operator_Account, Peer_Account, MaxCnt, MinTime, MaxTime, LastMsgKey }) {
      const { sdkAppId, userId } = await actorOf(parts, caller, Operator_Account)
      const view = await parts.kinds.C2C.open({ sdkAppId, userId }, Peer_Account)
      const { channel } = view
      const window = { ...view.window, at: parts.clock.now() }
      const { timeline } = channel
      const last = LastMsgKey ? await findByKey(parts.timeline, timeline, keyOf(LastMsgKey)) : undefined
      const range = { afterTime: MinTime * 1000, beforeTime: (MaxTime + 1) * 1000, before: last }
      const page = async (limit: number, before: number | undefined): Promise<WireMessage[]> =>
        JSON.parse(await readHistory(parts.timeline, timeline, { ...range, limit, before }, window)).messages
      const messages = await page(Math.min(MaxCnt, MOST), last)
      const oldest = messages[0]
      const isComplete = oldest === undefined || (await page(1, oldest.seq)).length === 0
      const readUpTo = {
        [userId]: await readCursorOf(parts.db, { sdkAppId, userId: Peer_Account, peerId: userId }),
        [Peer_Account]: await readCursorOf(parts.db, { sdkAppId, userId, peerId: Peer_Account }),
      }
      const shown = messages.filter(({ hidden }) => hidden !== true)
      return {
        Complete: isComplete ? 1 : 0,
        MsgCnt: shown.length,
        LastMsgTime: oldest === undefined ? 0 : seconds(oldest.time),
        LastMsgKey: oldest === undefined ? '' : keyText(oldest),
        MsgList: shown.map((message) => itemOf(message, readUpTo[message.from] ?? 0)),
      }
    },
  }
}

const keyText = ({ msgSeq, random, time }: WireMessage): string => c2cMsgKey(msgSeq, random, seconds(time))

/** @param readUpTo by whoever received it */
function itemOf(message: WireMessage, readUpTo: number) {
  const { changed, cloudCustomData } = message
  const isRead = message.seq <= readUpTo || (changed?.readBy?.length ?? 0) > 0
  return {
    From_Account: message.from,
    To_Account: message.to,
    MsgSeq: message.msgSeq,
    MsgRandom: message.random,
    MsgTimeStamp: seconds(message.sentAt ?? message.time),
    MsgClientTime: message.clientTime,
    MsgFlagBits: changed?.recalled === undefined ? 0 : 8,
    IsPeerRead: isRead ? 1 : 0,
    MsgKey: keyText(message),
    MsgId: messageId(message.tinyId, message.clientTime, message.random),
    MsgBody: message.body,
    ...(cloudCustomData === undefined ? {} : { CloudCustomData: cloudCustomData }),
    ...(message.supportExtension ? { SupportMessageExtension: 1 } : {}),
  }
}
