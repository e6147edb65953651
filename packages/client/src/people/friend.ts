import type { PendencyType } from '@signet/protocol/friend'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import { seconds } from '../message.ts'
import type { CustomField, Profile } from './profile.ts'

/** Somebody in the own list of friends. */
export interface Friend {
  readonly userID: string
  readonly remark: string
  /** Names of the friend groups that the friend is in. */
  readonly groupList: string[]
  readonly source: string
  readonly wording: string
  /** Since when, seconds. */
  readonly timeStamp: number
  readonly profile: Profile
  readonly friendCustomField: CustomField[]
}

/** An application for friendship that came in or was sent. */
export interface FriendApplication {
  /** The other side. */
  readonly userID: string
  readonly nick: string
  readonly avatar: string
  /** seconds */
  readonly time: number
  readonly source: string
  readonly wording: string
  /** `TYPES.SNS_APPLICATION_SENT_TO_ME` or `…_SENT_BY_ME`. */
  readonly type: PendencyType
}

/** Who wants to be a friend, and whom the user asked. */
export interface FriendApplications {
  readonly friendApplicationList: FriendApplication[]
  /** Came in since `setFriendApplicationRead`. */
  readonly unreadCount: number
}

/** A group of friends. */
export interface FriendGroup {
  readonly name: string
  readonly count: number
  readonly userIDList: string[]
  /** As `userIDList`. */
  readonly friendList: string[]
}

type WireFriend = OpOutput<'friend.list'>['friends'][number]

export const friendFromWire = (friend: WireFriend, profile: Profile): Friend => ({
  userID: friend.userId,
  remark: friend.remark,
  groupList: [...friend.groups],
  source: friend.source,
  wording: friend.wording,
  timeStamp: seconds(friend.time),
  profile,
  friendCustomField: friend.custom.map(({ tag, value }) => ({ key: tag, value })),
})
