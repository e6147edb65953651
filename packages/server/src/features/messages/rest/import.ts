import { isUserId } from '@signet/protocol/ids'
import { fail } from '../../../engine/failure.ts'
import type { RestHandlers } from '../../../engine/http/rest.ts'
import { importMessage } from '../import.ts'
import { defaultMsgSeq, importKey } from '../rules.ts'
import { actorOf, type MessageRestParts, seconds } from './parts.ts'

/** What came just now from a server whose clock is ahead is not refused. */
const MOST_AHEAD_SECONDS = 60
/** SyncFromOldSystem of what was said long ago. */
const HISTORY = 2

/** Server API: private messages that were sent elsewhere. */
export function importCommands(parts: MessageRestParts): Pick<RestHandlers, 'openim/importmsg'> {
  return {
    async 'openim/importmsg'(caller, input) {
      const { sdkAppId } = caller
      const { To_Account, MsgRandom, MsgTimeStamp, CloudCustomData } = input
      const sender = await actorOf(parts, caller, input.From_Account)
      if (!isUserId(To_Account)) throw fail('C2C_RECEIVER_UNKNOWN')
      if (MsgTimeStamp > seconds(parts.clock.now()) + MOST_AHEAD_SECONDS) {
        throw fail('C2C_TIME_INVALID', 'MsgTimeStamp lies in the future.')
      }
      const isHistory = input.SyncFromOldSystem === HISTORY
      const draft = {
        sentAt: MsgTimeStamp * 1000,
        from: sender.userId,
        to: To_Account,
        tinyId: sender.tinyId,
        random: MsgRandom,
        clientTime: MsgTimeStamp,
        msgSeq: input.MsgSeq ?? defaultMsgSeq(MsgRandom),
        body: input.MsgBody,
        ...(CloudCustomData !== undefined && { cloudCustomData: CloudCustomData }),
        ...(isHistory && { noUnread: true as const }),
      }
      await importMessage(parts, parts.toUserAsApp(sdkAppId, sender.userId, To_Account), draft, {
        maxBytes: parts.maxBytes(sdkAppId),
        key: importKey(sender.userId, MsgRandom, MsgTimeStamp),
        counts: !isHistory,
        isNews: !isHistory,
      })
      return {}
    },
  }
}
