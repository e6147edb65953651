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
  userID: string
  role: GroupRole | ''
  messageRemindType: RemindType
  joinTime: number
  nameCard: string
  muteTime: number
  memberCustomField: CustomField[]
  readedSequence: number
}

/** A group. Times in seconds. The same instance for as long as the user is logged in. */
export interface Group {
  readonly groupID: string
  name: string
  avatar: string
  /** '' until the group was read. */
  type: GroupType | ''
  introduction: string
  notification: string
  ownerID: string
  createTime: number
  infoSequence: number
  lastInfoTime: number
  selfInfo: GroupSelfInfo
  lastMessage: LastMessage | undefined
  nextMessageSeq: number
  memberCount: number
  /** As `memberCount`. */
  memberNum: number
  maxMemberCount: number
  /** As `maxMemberCount`. */
  maxMemberNum: number
  muteAllMembers: boolean
  joinOption: JoinOption
  inviteOption: InviteOption
  groupCustomField: CustomField[]
  isSupportTopic: boolean
  /** Whether the own user is in it. */
  isJoinedGroup: boolean
}

/** Somebody in a group. Times in seconds. */
export interface GroupMember {
  readonly userID: string
  avatar: string
  nick: string
  role: GroupRole
  joinTime: number
  nameCard: string
  /** Muted while this is in the future. */
  muteUntil: number
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
