/** What webhooks say of messages: from what is stored to the fields of the table. */
import { c2cMsgKey, messageId } from '@signet/protocol/ids'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { WebhookBody } from '@signet/protocol/webhooks'

/** A message before it is numbered. */
export type MessageDraft = Omit<WireMessage, 'seq' | 'time'>

/** A group as a webhook names it. */
export interface HookGroup {
  readonly groupId: string
  readonly type: string
  /** Where the conversation is one of its topics. */
  readonly topicId?: string
}

const seconds = (ms: number): number => Math.floor(ms / 1000)

/** @param time ms: of the message, or now when it has none yet */
export function c2cBody(
  draft: MessageDraft,
  time: number,
  onlineOnly: boolean,
): WebhookBody<'C2C.CallbackBeforeSendMsg'> {
  return {
    From_Account: draft.from,
    To_Account: draft.to,
    MsgSeq: draft.msgSeq,
    MsgRandom: draft.random,
    MsgTime: seconds(time),
    MsgKey: c2cMsgKey(draft.msgSeq, draft.random, seconds(time)),
    MsgId: messageId(draft.tinyId, draft.clientTime, draft.random),
    OnlineOnlyFlag: onlineOnly ? 1 : 0,
    MsgBody: draft.body,
    CloudCustomData: draft.cloudCustomData ?? '',
    EventTime: time,
  }
}

export const c2cSentBody = (
  draft: MessageDraft,
  time: number,
  onlineOnly: boolean,
  unread: number,
): WebhookBody<'C2C.CallbackAfterSendMsg'> => ({
  ...c2cBody(draft, time, onlineOnly),
  SendMsgResult: 0,
  ErrorInfo: 'send msg succeed',
  UnreadMsgNum: unread,
})

/** @param operator who asked for it: the sender, or the administrator who sent it in the sender's name */
export function groupBody(
  draft: MessageDraft,
  group: HookGroup,
  time: number,
  onlineOnly: boolean,
  operator = draft.from,
): WebhookBody<'Group.CallbackBeforeSendMsg'> {
  return {
    GroupId: group.groupId,
    Type: group.type,
    From_Account: draft.from,
    Operator_Account: operator,
    Random: draft.random,
    OnlineOnlyFlag: onlineOnly ? 1 : 0,
    MsgBody: draft.body,
    CloudCustomData: draft.cloudCustomData ?? '',
    ...topicOf(group),
    EventTime: time,
  }
}

export function groupSentBody(
  message: MessageDraft & { readonly seq: number; readonly time: number },
  group: HookGroup,
  onlineOnly: boolean,
  operator?: string,
): WebhookBody<'Group.CallbackAfterSendMsg'> {
  const { mentions = [], mentionsAll, seq, time } = message
  const named = mentions.map((userId) => ({ GroupAtAllFlag: 0, GroupAt_Account: userId }))
  const all = mentionsAll ? [{ GroupAtAllFlag: 1 }] : []
  return {
    ...groupBody(message, group, time, onlineOnly, operator),
    MsgSeq: seq,
    MsgTime: seconds(time),
    ...(named.length + all.length === 0 ? {} : { GroupAtInfo: [...all, ...named] }),
  }
}

/** A message was taken back: of a group, or of a private conversation. */
export function recallEvent(
  message: WireMessage,
  group: HookGroup | undefined,
  { operator, unread, time }: { readonly operator: string; readonly unread: number; readonly time: number },
) {
  if (group === undefined) {
    const body: WebhookBody<'C2C.CallbackAfterMsgWithDraw'> = {
      From_Account: message.from,
      To_Account: message.to,
      MsgKey: c2cMsgKey(message.msgSeq, message.random, seconds(message.time)),
      UnreadMsgNum: unread,
      EventTime: time,
    }
    return { command: 'C2C.CallbackAfterMsgWithDraw', body } as const
  }
  const body: WebhookBody<'Group.CallbackAfterRecallMsg'> = {
    GroupId: group.groupId,
    Type: group.type,
    Operator_Account: operator,
    MsgSeqList: [{ MsgSeq: message.seq }],
    ...topicOf(group),
    EventTime: time,
  }
  return { command: 'Group.CallbackAfterRecallMsg', body } as const
}

const topicOf = ({ topicId }: HookGroup) => (topicId === undefined ? {} : { TopicId: topicId })
