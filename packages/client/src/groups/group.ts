import type { GroupInfoChange } from '@signet/protocol/group'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { LastMessage } from '../conversations.ts'
import { seconds } from '../message.ts'
import type { CustomField } from '../people/profile.ts'
import { TYPES } from '../type-constants.ts'

export type GroupType =
  | TYPES.GRP_WORK
  | TYPES.GRP_PUBLIC
  | TYPES.GRP_MEETING
  | TYPES.GRP_AVCHATROOM
  | TYPES.GRP_COMMUNITY

export type GroupRole = TYPES.GRP_MBR_ROLE_OWNER | TYPES.GRP_MBR_ROLE_ADMIN | TYPES.GRP_MBR_ROLE_MEMBER

export type JoinOption =
  | TYPES.JOIN_OPTIONS_FREE_ACCESS
  | TYPES.JOIN_OPTIONS_NEED_PERMISSION
  | TYPES.JOIN_OPTIONS_DISABLE_APPLY

export type InviteOption =
  | TYPES.INVITE_OPTIONS_FREE_ACCESS
  | TYPES.INVITE_OPTIONS_NEED_PERMISSION
  | TYPES.INVITE_OPTIONS_DISABLE_INVITE

export type RemindType = TYPES.MSG_REMIND_ACPT_AND_NOTE | TYPES.MSG_REMIND_ACPT_NOT_NOTE | TYPES.MSG_REMIND_DISCARD

/** How the own user stands in a group. Times in seconds. */
export interface GroupSelfInfo {
  /** The own user; '' when not in the group. */
  userID: string
  /** One of `TYPES.GRP_MBR_ROLE_…`; '' when not in the group. */
  role: GroupRole | ''
  /** How the own user wants to hear of the group. */
  messageRemindType: RemindType
  /** When the own user came in; 0 when not in the group. */
  joinTime: number
  /** What the own user is called in it; '' without a name card. */
  nameCard: string
  /** Until when the own user is muted; 0 or in the past: not muted. */
  muteTime: number
  /** Custom fields of the own seat. */
  memberCustomField: CustomField[]
  /** Up to which place the own user has read. */
  readedSequence: number
}

/** A group. Times in seconds. The same instance for as long as the user is logged in. */
export interface Group {
  /** Up to 48 bytes; the server's own begin with `@TGS#`. */
  readonly groupID: string
  /** At most 100 bytes; '' until the group was read. */
  name: string
  /** Address of an image; '' without one. */
  avatar: string
  /** '' until the group was read. */
  type: GroupType | ''
  /** At most 240 bytes; '' without one. */
  introduction: string
  /** At most 400 bytes; '' without one. */
  notification: string
  /** UserID of the owner; '' when nobody owns it. */
  ownerID: string
  /** When it was made; 0 until the group was read. */
  createTime: number
  /** Grows with every change of the profile. */
  infoSequence: number
  /** When the profile changed last. */
  lastInfoTime: number
  /** How the own user stands in it; empty when not in it. */
  selfInfo: GroupSelfInfo
  /** Of its conversation; undefined until that is in the list. */
  lastMessage: LastMessage | undefined
  /** The place of the next message, 1 in a group where nobody has written. */
  nextMessageSeq: number
  /** How many are in it; 0 in a live room, see `getGroupOnlineMemberCount`. */
  memberCount: number
  /** As `memberCount`. */
  memberNum: number
  /** How many may be in it; 0 until the group was read. */
  maxMemberCount: number
  /** As `maxMemberCount`. */
  maxMemberNum: number
  /** Whether only the owner and administrators may speak. */
  muteAllMembers: boolean
  /** What happens to who wants to come in: one of `TYPES.JOIN_OPTIONS_…`. */
  joinOption: JoinOption
  /** What happens to who is brought in: one of `TYPES.INVITE_OPTIONS_…`. */
  inviteOption: InviteOption
  /** Custom fields of the group; empty when there are none. */
  groupCustomField: CustomField[]
  /** Whether it is a community whose messages go to topics. */
  isSupportTopic: boolean
  /** Whether the own user is in it. */
  isJoinedGroup: boolean
}

/** Somebody in a group. Times in seconds. */
export interface GroupMember {
  /** Who it is. */
  readonly userID: string
  /** Address of an image; '' without one. */
  avatar: string
  /** From the profile; '' without one. */
  nick: string
  /** One of `TYPES.GRP_MBR_ROLE_…`. */
  role: GroupRole
  /** When they came in. */
  joinTime: number
  /** What they are called in this group; '' without a name card. */
  nameCard: string
  /** Muted while this is in the future. */
  muteUntil: number
  /** Custom fields of the member; empty when there are none. */
  memberCustomField: CustomField[]
}

type WireGroup = OpOutput<'group.info'>['groups'][number]['group']
export type WireMember = NonNullable<OpOutput<'group.info'>['groups'][number]['self']>

/** A group of which nothing is known but its ID. */
export function emptyGroup(groupID: string): Group {
  return {
    groupID,
    name: '',
    avatar: '',
    type: '',
    introduction: '',
    notification: '',
    ownerID: '',
    createTime: 0,
    infoSequence: 0,
    lastInfoTime: 0,
    selfInfo: selfInfo(undefined),
    lastMessage: undefined,
    nextMessageSeq: 1,
    memberCount: 0,
    memberNum: 0,
    maxMemberCount: 0,
    maxMemberNum: 0,
    muteAllMembers: false,
    joinOption: TYPES.JOIN_OPTIONS_FREE_ACCESS,
    inviteOption: TYPES.INVITE_OPTIONS_DISABLE_INVITE,
    groupCustomField: [],
    isSupportTopic: false,
    isJoinedGroup: false,
  }
}

/** Brings a group up to what was read. `self` is absent when the own user is not in it. */
export function learnGroup(group: Group, wire: WireGroup, self: WireMember | undefined): Group {
  return Object.assign(group, {
    name: wire.name,
    avatar: wire.faceUrl,
    type: wire.type,
    introduction: wire.introduction,
    notification: wire.notification,
    ownerID: wire.owner,
    createTime: seconds(wire.createdAt),
    infoSequence: wire.infoSeq,
    lastInfoTime: seconds(wire.infoChangedAt),
    selfInfo: selfInfo(self),
    memberCount: wire.memberCount,
    memberNum: wire.memberCount,
    maxMemberCount: wire.maxMembers,
    maxMemberNum: wire.maxMembers,
    muteAllMembers: wire.muteAll,
    joinOption: wire.joinOption,
    inviteOption: wire.inviteOption,
    groupCustomField: wire.custom.map((field) => ({ ...field })),
    isSupportTopic: wire.supportTopic,
    isJoinedGroup: self !== undefined,
  } satisfies Partial<Group>)
}

function selfInfo(self: WireMember | undefined): GroupSelfInfo {
  return {
    userID: self?.userId ?? '',
    role: self?.role ?? '',
    messageRemindType: self?.receiveOption ?? TYPES.MSG_REMIND_ACPT_AND_NOTE,
    joinTime: seconds(self?.joinedAt ?? 0),
    nameCard: self?.nameCard ?? '',
    muteTime: seconds(self?.muteUntil ?? 0),
    memberCustomField: self?.custom.map((field) => ({ ...field })) ?? [],
    readedSequence: self?.readSeq ?? 0,
  }
}

/** What changed of a group, in the words of apps. */
export function changedKeys(change: GroupInfoChange): Record<string, unknown> {
  const { name, faceUrl, introduction, notification, muteAll, joinOption, inviteOption, custom, maxMembers } = change
  const keys = {
    groupName: name,
    avatar: faceUrl,
    introduction,
    notification,
    muteAllMembers: muteAll,
    joinOption,
    inviteOption,
    maxMemberCount: maxMembers,
    groupCustomField: custom,
  }
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined))
}
