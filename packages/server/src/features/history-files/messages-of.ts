import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { communityOf } from '../groups/topics/rules.ts'
import { firstSince } from '../messages/history.ts'
import { messageOf } from '../messages/state.ts'
import { type ChatType, endOf, prefixOf } from './rules.ts'

/** Conversations, and messages, that are looked at together. */
const PAGE = 200

/**
 * What was said in an hour, one text per message, conversation by conversation. Conversations in which nothing happened since cost a look
 * at their heads (EXP2).
 */
export async function* messagesOf(
  timeline: Timeline,
  sdkAppId: number,
  type: ChatType,
  hour: number,
): AsyncGenerator<string> {
  const prefix = prefixOf(sdkAppId, type)
  for (let after = ''; ; ) {
    const page = await timeline.list({ prefix, after, limit: PAGE })
    for (const { conversation, head } of page) {
      if (head.time >= hour) yield* ofConversation(timeline, conversation, head.seq, type, hour)
    }
    if (page.length < PAGE) return
    after = page.at(-1)!.conversation
  }
}

async function* ofConversation(
  timeline: Timeline,
  conversation: string,
  newest: number,
  type: ChatType,
  hour: number,
): AsyncGenerator<string> {
  const end = endOf(hour)
  for (let after = (await firstSince(timeline, conversation, hour, newest)) - 1; ; ) {
    const entries = await timeline.read(conversation, { after, limit: PAGE })
    for (const entry of entries) {
      if (entry.time >= end) return
      const message = messageOf(entry)
      // What happened to a group, and what was taken back, is no message.
      if (message.event !== undefined || message.changed?.recalled !== undefined) continue
      yield JSON.stringify(type === 'C2C' ? privateItem(message) : groupItem(message))
    }
    if (entries.length < PAGE) return
    after = entries.at(-1)!.seq
  }
}

const seconds = (ms: number): number => Math.floor(ms / 1000)

const privateItem = (message: WireMessage) => ({
  From_Account: message.from,
  To_Account: message.to,
  ...common(message, message.msgSeq),
})

const groupItem = (message: WireMessage) => ({
  From_Account: message.from,
  GroupId: communityOf(message.to),
  ...(communityOf(message.to) === message.to ? {} : { TopicId: message.to }),
  ...common(message, message.seq),
})

const common = (message: WireMessage, MsgSeq: number) => ({
  MsgTimestamp: seconds(message.sentAt ?? message.time),
  MsgSeq,
  MsgRandom: message.random,
  MsgBody: message.body,
  ...(message.cloudCustomData === undefined ? {} : { CloudCustomData: message.cloudCustomData }),
})
