/** What programs that speak for robots are told of messages, beside what everybody is told. No I/O. */
import { c2cMsgKey } from '@signet/protocol/ids'
import type { MsgBody } from '@signet/protocol/message'
import type { AfterCommand, WebhookBody } from '@signet/protocol/webhooks'
import type { MessageDraft } from './message-bodies.ts'
import type { HookEvent } from './queue.ts'

const ROBOT_PREFIX = '@RBT#'
const isRobot = (userId: string): boolean => userId.startsWith(ROBOT_PREFIX)

/** The webhook that a stored message causes because it is for a robot, or names one in a group. */
export function robotCommand(
  draft: Pick<MessageDraft, 'to' | 'mentions'>,
  isOfGroup: boolean,
): AfterCommand | undefined {
  if (!isOfGroup) return isRobot(draft.to) ? 'Bot.OnC2CMessage' : undefined
  return draft.mentions?.some(isRobot) ? 'Bot.OnGroupMessage' : undefined
}

/** The same event for the program of the robot; nothing when none is meant. */
export function robotEvent(event: HookEvent, draft: Pick<MessageDraft, 'to' | 'mentions'>): HookEvent | undefined {
  const isOfGroup = event.command === 'Group.CallbackAfterSendMsg'
  const command = robotCommand(draft, isOfGroup)
  if (command === undefined) return undefined
  const AtRobotAccount = draft.mentions?.filter(isRobot) ?? []
  return { ...event, command, body: isOfGroup ? { ...event.body, AtRobotAccount } : event.body } as HookEvent
}

/** What a signal for a robot says; nothing when it is for somebody else. @param time ms */
export function robotSignal(draft: MessageDraft, time: number): WebhookBody<'Chatbot.OnC2CSignalMessage'> | undefined {
  if (!isRobot(draft.to)) return undefined
  const { from, to, msgSeq, random, body } = draft
  const MsgKey = c2cMsgKey(msgSeq, random, Math.floor(time / 1000))
  const names = { From_Account: from, To_Account: to, MsgSeq: msgSeq, MsgRandom: random, MsgKey }
  return { ...names, Data: dataOf(body), EventTime: time }
}

/** Of its first element that holds a text of its own. */
function dataOf(body: MsgBody): string {
  for (const element of body) {
    if (element.MsgType === 'TIMCustomElem') return element.MsgContent.Data ?? ''
    if (element.MsgType === 'TIMTextElem') return element.MsgContent.Text
  }
  return ''
}
