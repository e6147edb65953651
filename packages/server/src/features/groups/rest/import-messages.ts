import { ERRORS } from '@signet/protocol/errors'
import type { Failure } from '../../../engine/failure.ts'
import type { RestHandlers } from '../../../engine/http/rest.ts'
import { createKeyedLock } from '../../../engine/keyed-lock.ts'
import { importMessages } from '../import-messages.ts'
import type { GroupMessageParts } from './messages.ts'

/** Server API: messages of groups that were sent elsewhere. */
export function groupMessageImportCommands(
  parts: GroupMessageParts,
): Pick<RestHandlers, 'group_open_http_svc/import_group_msg'> {
  const lock = createKeyedLock()
  return {
    async 'group_open_http_svc/import_group_msg'({ sdkAppId }, { GroupId, TopicId, MsgList, RecentContactFlag }) {
      const messages = MsgList.map(({ From_Account, Random, SendTime, MsgBody, CloudCustomData }) => ({
        from: From_Account,
        random: Random,
        sentAt: SendTime,
        body: MsgBody,
        cloudCustomData: CloudCustomData,
      }))
      const place = { sdkAppId, groupId: GroupId, topicId: TopicId }
      const options = { maxBytes: parts.maxBytes(sdkAppId), isListed: RecentContactFlag === 1 }
      const { groups, accounts } = parts
      const results = await lock(`${sdkAppId}/${TopicId ?? GroupId}`, () =>
        importMessages({ groups, accounts, messages: parts }, place, messages, options),
      )
      const ImportMsgResult = results.map((result, i) =>
        result.kind === 'in'
          ? { Result: 0, MsgSeq: result.seq, MsgTime: MsgList[i]!.SendTime }
          : { Result: codeOf(result.by) },
      )
      return { ImportMsgResult }
    },
  }
}

const codeOf = ({ errorName }: Failure): number =>
  ERRORS[errorName === 'MESSAGE_INVALID' ? 'GROUP_PARAMETER' : errorName].code
