import { ERRORS } from '@signet/protocol/errors'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { RestHandlers } from '../../engine/http/rest.ts'
import { seconds } from './fields.ts'
import { officialKey, officialMessages } from './look.ts'
import type { OfficialParts } from './parts.ts'
import { type RecallOutcome, recallOfficial } from './recall.ts'
import { sendOfficial } from './send.ts'

type Path = `official_account_open_http_svc/${
  | 'send_official_account_msg'
  | 'official_account_msg_recall'
  | 'official_account_msg_get_simple'}`

/** Messages of a page. */
const PAGE = 20

/** Server API: what official accounts say. */
export function officialMessageCommands(parts: OfficialParts): Pick<RestHandlers, Path> {
  return {
    async 'official_account_open_http_svc/send_official_account_msg'(caller, input) {
      const { SendMsgControl: control = [], ForbidCallbackControl: forbidden = [] } = input
      const { key, time } = await sendOfficial(parts, caller, input.Official_Account, {
        random: input.Random,
        body: input.MsgBody,
        cloudCustomData: input.CloudCustomData,
        offlinePush: input.OfflinePushInfo,
        noLastMsg: control.includes('NoLastMsg'),
        noUnread: control.includes('NoUnread'),
        onlineOnly: input.OnlineOnlyFlag === 1,
        without: {
          before: forbidden.includes('ForbidBeforeSendMsgCallback'),
          after: forbidden.includes('ForbidAfterSendMsgCallback'),
        },
      })
      return { MsgTime: time, MsgKey: key }
    },

    async 'official_account_open_http_svc/official_account_msg_recall'(caller, input) {
      const keys = input.MsgKeyList.map((item) => (typeof item === 'string' ? item : item.MsgKey))
      const outcomes = await recallOfficial(parts, caller, input.Official_Account, keys, input.Reason)
      return { RecallRetList: keys.map((MsgKey, i) => ({ MsgKey, RetCode: RET_CODES[outcomes[i]!] })) }
    },

    async 'official_account_open_http_svc/official_account_msg_get_simple'({ sdkAppId }, input) {
      const { Official_Account, ReqMsgNumber, LastMsgKey, WithRecalledMsg } = input
      const limit = Math.min(ReqMsgNumber, PAGE)
      const page = { before: LastMsgKey || undefined, limit }
      const { messages, isFinished } = await officialMessages(parts, sdkAppId, Official_Account, page)
      const shown = messages.filter(({ changed }) => WithRecalledMsg === 1 || changed?.recalled === undefined)
      const last = messages.at(-1)
      return {
        Official_Account,
        IsFinished: isFinished ? 1 : 0,
        RspMsgList: shown.map(itemOf),
        LastMsgKey: last === undefined ? '' : officialKey(last),
      }
    },
  }
}

const RET_CODES = {
  done: 0,
  'not found': ERRORS.GROUP_MESSAGE_NOT_FOUND.code,
  'recalled already': ERRORS.GROUP_MESSAGE_FIXED.code,
} as const satisfies Record<RecallOutcome, number>

function itemOf(message: WireMessage) {
  const { changed, cloudCustomData } = message
  const isRecalled = changed?.recalled !== undefined
  return {
    MsgKey: officialKey(message),
    MsgTimeStamp: seconds(message.time),
    MsgRandom: message.random,
    IsPlaceMsg: isRecalled ? 2 : 0,
    MsgBody: isRecalled ? [] : message.body,
    ...(cloudCustomData === undefined || isRecalled ? {} : { CloudCustomData: cloudCustomData }),
  }
}
