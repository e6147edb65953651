/** Groups and members as the server API shows them. Times there are seconds. */
import { fail } from '../../../engine/failure.ts'
import type { RestCaller } from '../../../engine/http/rest.ts'
import type { Head } from '../../../engine/timeline/timeline.ts'
import { restOrigin } from '../../webhooks/origin.ts'
import type { Group, Member } from '../group.ts'
import type { Pair } from '../limits.ts'
import type { Caller } from '../parts.ts'
import { groupTypeOf } from '../rules.ts'
import { communityOf, isTopicId } from '../topics/rules.ts'
import type { GroupType } from '../types.ts'

/** The application itself asks. */
export const appCaller = ({ sdkAppId, ip, administrator }: RestCaller): Caller => ({
  sdkAppId,
  actor: { kind: 'app' },
  origin: { ...restOrigin(ip), operator: administrator },
})

export const seconds = (ms: number): number => Math.floor(ms / 1000)

interface CustomField {
  readonly Key: string
  readonly Value: string
}

export const pairsOf = (fields: readonly CustomField[] | undefined): Pair[] | undefined =>
  fields?.map(({ Key, Value }) => ({ key: Key, value: Value }))

const fieldsOf = (pairs: readonly Pair[], only: readonly string[] | undefined): CustomField[] =>
  pairs
    .filter(({ key }) => only === undefined || only.includes(key))
    .map(({ key, value }) => ({ Key: key, Value: value }))

/** @throws GROUP_PARAMETER for what is no type */
export function typeNamed(name: string | undefined): GroupType | undefined {
  if (name === undefined || name === '') return undefined
  const type = groupTypeOf(name)
  if (type === undefined) throw fail('GROUP_PARAMETER', `${JSON.stringify(name.slice(0, 32))} is no type of group.`)
  return type
}

/** Leaves out what a filter does not name; without a filter everything stays. */
export function pick<T extends object>(all: T, only: readonly string[] | undefined): Partial<T> {
  if (only === undefined || only.length === 0) return all
  return Object.fromEntries(Object.entries(all).filter(([name]) => only.includes(name))) as Partial<T>
}

const onOff = (on: boolean): 'On' | 'Off' => (on ? 'On' : 'Off')

export function groupFields(sdkAppId: number, group: Group, head: Head, customKeys?: readonly string[]) {
  return {
    Type: group.type,
    Name: group.name,
    Appid: sdkAppId,
    Introduction: group.introduction,
    Notification: group.notification,
    FaceUrl: group.faceUrl,
    Owner_Account: group.owner,
    CreateTime: seconds(group.createdAt),
    InfoSeq: group.infoSeq,
    LastInfoTime: seconds(group.infoChangedAt),
    LastMsgTime: seconds(head.time),
    NextMsgSeq: head.seq + 1,
    MemberNum: group.memberCount,
    MaxMemberNum: group.maxMembers,
    ApplyJoinOption: group.joinOption,
    InviteJoinOption: group.inviteOption,
    ShutUpAllMember: onOff(group.muteAll),
    MuteAllMember: onOff(group.muteAll),
    SupportTopic: group.supportTopic ? 1 : 0,
    EnablePermission: group.permission === undefined ? 0 : 1,
    DefaultPermission: group.permission ?? 0,
    AppDefinedData: fieldsOf(group.custom, customKeys),
  }
}

/** `Account` is the older name of what is always shown. */
export function memberFields(member: Member, only?: readonly string[], customKeys?: readonly string[]) {
  const until = seconds(member.muteUntil)
  const custom = fieldsOf(member.custom, customKeys)
  const details = {
    Role: member.role,
    JoinTime: seconds(member.joinedAt),
    MsgSeq: member.readSeq,
    MsgFlag: member.receiveOption,
    LastSendMsgTime: 0,
    ShutUpUntil: until,
    MuteUntil: until,
    NameCard: member.nameCard,
  }
  const isWithCustom = only === undefined || only.length === 0 || customKeys !== undefined
  return {
    Member_Account: member.userId,
    ...pick(details, only),
    ...(isWithCustom ? { AppMemberDefinedData: custom } : {}),
  }
}

/** The topic that is named beside its group, else the group. @throws TOPIC_NOT_FOUND */
export function placeOf(GroupId: string, TopicId: string | undefined): string {
  if (TopicId === undefined || TopicId === '') return GroupId
  if (!isTopicId(TopicId) || communityOf(TopicId) !== GroupId) throw fail('TOPIC_NOT_FOUND')
  return TopicId
}
