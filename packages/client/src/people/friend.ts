import type { PendencyType } from '@signet/protocol/friend'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import { seconds } from '../message.ts'
import type { CustomField, Profile } from './profile.ts'

/** Somebody in the own list of friends. */
export interface Friend {
  /** Who it is. */
  readonly userID: string
  /** What the own user calls them; '' without one. */
  readonly remark: string
  /** Names of the friend groups that the friend is in. */
  readonly groupList: string[]
  /** Where they met: `AddSource_Type_…`. */
  readonly source: string
  /** What was written with the application; '' when nothing. */
  readonly wording: string
  /** Since when, seconds. */
  readonly timeStamp: number
  /** What they say of themselves; fills in by itself. */
  readonly profile: Profile
  /** Custom fields; empty when there are none. */
  readonly friendCustomField: CustomField[]
}

/** An application for friendship that came in or was sent. */
export interface FriendApplication {
  /** The other side. */
  readonly userID: string
  /** '' without one. */
  readonly nick: string
  /** Address of an image; '' without one. */
  readonly avatar: string
  /** seconds */
  readonly time: number
  /** Where they met: `AddSource_Type_…`. */
  readonly source: string
  /** What was written with it; '' when nothing. */
  readonly wording: string
  /** `TYPES.SNS_APPLICATION_SENT_TO_ME` or `…_SENT_BY_ME`. */
  readonly type: PendencyType
}

/** Who wants to be a friend, and whom the user asked. */
export interface FriendApplications {
  /** Those that came in and those that were sent, newest first. */
  readonly friendApplicationList: FriendApplication[]
  /** Came in since `setFriendApplicationRead`. */
  readonly unreadCount: number
}

/** A group of friends. */
export interface FriendGroup {
  /** At most 30 bytes. */
  readonly name: string
  /** How many are in it. */
  readonly count: number
  /** Who is in it. */
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
