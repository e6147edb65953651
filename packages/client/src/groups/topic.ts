import type { TopicInfo } from '@signet/protocol/group'
import type { Conversation, GroupAtInfo, LastMessage } from '../conversations.ts'
import { seconds } from '../message.ts'
import { TYPES } from '../type-constants.ts'

/** A topic of a community: a conversation of its own. Send to it with `to: topicID`. */
export interface Topic {
  /** Contains the ID of its community. */
  readonly topicID: string
  topicName: string
  avatar: string
  introduction: string
  notification: string
  muteAllMembers: boolean
  customData: string
  unreadCount: number
  groupAtInfoList: GroupAtInfo[]
  lastMessage: LastMessage | undefined
  selfInfo: { messageRemindType: string /** Seconds. */; muteTime: number }
}

type Seat = { readonly receiveOption: string; readonly muteUntil: number }

/** A topic as it was read; `conversation` is what the list knows of it. */
export const topicFromWire = (
  wire: TopicInfo,
  seat: Seat | undefined,
  conversation: Conversation | undefined,
): Topic => ({
  topicID: wire.topicId,
  topicName: wire.name,
  avatar: wire.faceUrl,
  introduction: wire.introduction,
  notification: wire.notification,
  muteAllMembers: wire.muteAll,
  customData: wire.custom,
  unreadCount: conversation?.unreadCount ?? 0,
  groupAtInfoList: conversation?.groupAtInfoList ?? [],
  lastMessage: conversation?.lastMessage,
  selfInfo: {
    messageRemindType: seat?.receiveOption ?? TYPES.MSG_REMIND_ACPT_AND_NOTE,
    muteTime: seconds(seat?.muteUntil ?? 0),
  },
})
