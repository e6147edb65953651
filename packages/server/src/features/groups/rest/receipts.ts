import { ERRORS } from '@signet/protocol/errors'
import { Failure, fail } from '../../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import { readMessage } from '../../messages/change.ts'
import { messageOf } from '../../messages/state.ts'
import type { Receipts } from '../../messages/view.ts'
import type { Groups } from '../create-groups.ts'
import { groupRow } from '../parts.ts'
import { type GroupReceiptParts, groupReceipts } from '../receipts/receipts.ts'
import { groupChannel } from '../route.ts'
import { TYPE_RULES } from '../types.ts'

type Path = `group_open_http_svc/${'get_group_msg_receipt' | 'get_group_msg_receipt_detail' | 'group_msg_receipt'}`

/** Server API: who has read messages of groups. */
export function groupReceiptCommands(groups: Groups, parts: GroupReceiptParts): Pick<RestHandlers, Path> {
  /** As the sender of the message sees them. @throws GROUP_RECEIPT_NONE for a message that asked for none, or is none */
  async function receiptsOf({ sdkAppId }: RestCaller, groupId: string, seq: number): Promise<Receipts> {
    const channel = groupChannel(sdkAppId, groupId)
    const window = { floor: 0 }
    const entry = await readMessage(parts.timeline, { channel, window, seq }, 'GROUP_RECEIPT_NONE')
    const { from, needReceipt } = messageOf(entry)
    if (needReceipt !== true) throw fail('GROUP_RECEIPT_NONE')
    return groupReceipts(parts, { self: { sdkAppId, userId: from }, groupId, channel, window })
  }

  async function admitted({ sdkAppId }: RestCaller, groupId: string): Promise<void> {
    const { type } = await groupRow(groups, sdkAppId, groupId)
    if (!TYPE_RULES[type].receipts) throw fail('GROUP_UNSUPPORTED')
  }

  return {
    async 'group_open_http_svc/get_group_msg_receipt'(caller, { GroupId, MsgSeqList }) {
      await admitted(caller, GroupId)
      const GroupMsgReceiptList = await Promise.all(
        MsgSeqList.map(async ({ MsgSeq }) => {
          const counted = await countsOf(receiptsOf(caller, GroupId, MsgSeq), MsgSeq)
          if (counted === undefined) {
            return { MsgSeq, Code: ERRORS.GROUP_RECEIPT_NONE.code, ReadNum: 0, UnreadNum: 0 }
          }
          return { MsgSeq, Code: 0, ReadNum: counted.read, UnreadNum: counted.unread }
        }),
      )
      return { GroupMsgReceiptList }
    },

    async 'group_open_http_svc/get_group_msg_receipt_detail'(caller, { GroupId, MsgSeq, Filter, Cursor, Count }) {
      await admitted(caller, GroupId)
      const receipts = await receiptsOf(caller, GroupId, MsgSeq)
      const page = await receipts.readers(MsgSeq, Filter === 0, { cursor: Cursor || undefined, limit: Count })
      const isLast = page.cursor === undefined ? 1 : 0
      const list =
        Filter === 0
          ? { ReadList: page.userIds.map((Read_Account) => ({ Read_Account })) }
          : { UnreadList: page.userIds.map((Unread_Account) => ({ Unread_Account })) }
      return { MsgSeq, IsFinish: isLast, IsFinished: isLast, Cursor: page.cursor ?? '', ...list }
    },

    async 'group_open_http_svc/group_msg_receipt'(caller, { GroupId, From_Account, MsgSeqList }) {
      await admitted(caller, GroupId)
      const view = await groups.conversations.open({ sdkAppId: caller.sdkAppId, userId: From_Account }, GroupId)
      await view.receipts.report(MsgSeqList.map(({ MsgSeq }) => MsgSeq))
      return {}
    },
  }
}

async function countsOf(receipts: Promise<Receipts>, seq: number) {
  try {
    const [counted] = await (await receipts).counts([seq])
    return counted
  } catch (error) {
    if (error instanceof Failure && error.errorName === 'GROUP_RECEIPT_NONE') return undefined
    throw error
  }
}
