import type { TopicInfo } from '@signet/protocol/group'
import type { Conversation, GroupAtInfo, LastMessage } from '../conversations.ts'
import { seconds } from '../message.ts'
import { TYPES } from '../type-constants.ts'

/** A topic of a community: a conversation of its own. Send to it with `to: topicID`. */
export interface Topic {
  /** Contains the ID of its community. */
  readonly topicID: string
  /** At most 100 bytes. */
  topicName: string
  /** Address of an image; '' without one. */
  avatar: string
  /** '' without one. */
  introduction: string
  /** '' without one. */
  notification: string
  /** Whether only who manages the community may speak. */
  muteAllMembers: boolean
  /** The app's own text; '' when nothing. */
  customData: string
  /** Messages that the user has not read. */
  unreadCount: number
  /** Unread messages that name the user. */
  groupAtInfoList: GroupAtInfo[]
  /** Of its conversation; undefined until that is in the list. */
  lastMessage: LastMessage | undefined
  /** How the own user wants to hear of it, and until when they are muted in it; `muteTime` in seconds, 0: not muted. */
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
