import type { GroupEvent } from '@signet/protocol/group'
import type { Registry } from '../../engine/realtime/registry.ts'
import { groupSubject } from '../../engine/realtime/subject.ts'
import type { Announcement } from './parts.ts'
import { deafSubject, topicSubject } from './topics/attendance.ts'
import type { GroupType } from './types.ts'
import { TYPE_RULES } from './types.ts'

/** Who is told at once: the people concerned. What all members see is a notice in the group's log. */
export function audienceOf(event: GroupEvent, managers: readonly string[]): readonly string[] {
  switch (event.kind) {
    case 'created':
      return event.owner === '' ? [] : [event.owner]
    case 'memberJoined':
      // Who applied hears the answer; everybody else's devices learn it here.
      return event.how === 'approved' ? [] : event.members
    case 'memberQuit':
    case 'memberKicked':
    case 'memberBanned':
    case 'memberMuted':
    case 'roleChanged':
    case 'receiveChanged':
    case 'topicReceiveChanged':
      return event.members
    case 'ownerChanged':
      return [event.from, event.to].filter((userId) => userId !== '')
    case 'applied':
      return managers
    case 'applicationHandled':
      return [event.applicant, event.inviter].filter((userId) => userId !== '')
    case 'dissolved':
    case 'infoChanged':
    case 'memberUnbanned':
    case 'memberChanged':
    case 'attributesChanged':
    case 'countersChanged':
    case 'messagePinned':
    case 'notified':
    case 'topicCreated':
    case 'topicUpdated':
    case 'topicsDeleted':
    case 'permissionsChanged':
      return []
  }
}

/** Who begins and who ceases to hear the group by this event. */
export function attendanceOf(event: GroupEvent): { join: readonly string[]; leave: readonly string[] } {
  switch (event.kind) {
    case 'created':
      return { join: event.owner === '' ? [] : [event.owner], leave: [] }
    case 'memberJoined':
      return { join: event.members, leave: [] }
    case 'memberQuit':
    case 'memberKicked':
    case 'memberBanned':
      return { join: [], leave: event.members }
    case 'receiveChanged':
      return event.option === 'Discard' ? { join: [], leave: event.members } : { join: event.members, leave: [] }
    default:
      return { join: [], leave: [] }
  }
}

/** GRP24: what the members see of it in the group's log. */
export function isNoticed(event: GroupEvent): boolean {
  const { memberNotices, may } = TYPE_RULES[event.groupType as GroupType]
  switch (event.kind) {
    case 'memberJoined':
    case 'memberQuit':
    case 'memberKicked':
    case 'memberBanned':
      return memberNotices
    case 'memberMuted':
      return may.mute.length > 0
    case 'infoChanged':
    case 'ownerChanged':
    case 'roleChanged':
      return true
    default:
      return false
  }
}

/** Of no lasting interest: told to who is online, kept nowhere. */
const FOR_ALL: ReadonlySet<GroupEvent['kind']> = new Set([
  'attributesChanged',
  'countersChanged',
  'dissolved',
  'memberChanged',
  'messagePinned',
  'notified',
  'topicCreated',
  'topicUpdated',
  'topicsDeleted',
  'permissionsChanged',
])

export interface AnnouncerParts {
  readonly registry: Pick<Registry, 'push' | 'pushTo' | 'join' | 'leave' | 'disband'>
  /** What was remembered of the group does not hold any more, on any node. */
  forget(sdkAppId: number, groupId: string): void
  /** Puts the event into the group's log. */
  notice(sdkAppId: number, event: GroupEvent): void
  /** Live rooms reach their people in their own way. */
  tellRoom(sdkAppId: number, event: GroupEvent): void
}

/** Tells of a change that is stored: those concerned, each of themselves alone, on all of their devices; then everybody. */
export function createAnnouncer(parts: AnnouncerParts) {
  return ({ sdkAppId, event, managers = [], only, quiet = false, unnoticed = false }: Announcement): void => {
    if (only !== undefined) {
      for (const userId of only) parts.registry.push(sdkAppId, userId, JSON.stringify({ type: 'group', event }))
      return
    }
    const { groupId } = event
    const subject = groupSubject(sdkAppId, groupId)
    const isRoom = event.groupType === 'AVChatRoom'
    parts.forget(sdkAppId, groupId)
    // A group that had this id before may have left somebody listening.
    if (event.kind === 'created') parts.registry.disband(subject)
    if (event.kind === 'topicCreated') disbandTopic(parts.registry, sdkAppId, event.topicId)
    for (const userId of quiet ? [] : audienceOf(event, managers)) {
      const own = 'members' in event ? { ...event, members: [userId] } : event
      parts.registry.push(sdkAppId, userId, JSON.stringify({ type: 'group', event: own }))
    }
    if (isRoom) {
      parts.tellRoom(sdkAppId, event)
      return
    }
    const { join, leave } = attendanceOf(event)
    for (const userId of leave) parts.registry.leave(sdkAppId, userId, subject)
    for (const userId of join) parts.registry.join(sdkAppId, userId, subject)
    if (quiet) return
    if (FOR_ALL.has(event.kind)) parts.registry.pushTo(subject, JSON.stringify({ type: 'group', event }))
    if (event.kind === 'dissolved') parts.registry.disband(subject)
    if (!unnoticed && isNoticed(event)) parts.notice(sdkAppId, event)
  }
}

/** A topic that had this id before may have left somebody listening, or not listening. */
function disbandTopic(registry: AnnouncerParts['registry'], sdkAppId: number, topicId: string): void {
  registry.disband(topicSubject(sdkAppId, topicId))
  registry.disband(deafSubject(sdkAppId, topicId))
}
