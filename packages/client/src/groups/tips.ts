import type { GroupEvent } from '@signet/protocol/group'
import type { GroupTipPayload } from '../payloads.ts'
import { TYPES } from '../type-constants.ts'
import { changedKeys } from './group.ts'

const OPERATIONS: Partial<Record<GroupEvent['kind'], number>> = {
  memberJoined: TYPES.GRP_TIP_MBR_JOIN,
  memberQuit: TYPES.GRP_TIP_MBR_QUIT,
  memberKicked: TYPES.GRP_TIP_MBR_KICKED_OUT,
  memberBanned: TYPES.GRP_TIP_BAN_AVCHATROOM_MEMBER,
  memberUnbanned: TYPES.GRP_TIP_UNBAN_AVCHATROOM_MEMBER,
  memberMuted: TYPES.GRP_TIP_MBR_PROFILE_UPDATED,
  memberChanged: TYPES.GRP_TIP_MBR_PROFILE_UPDATED,
}

/** Whether everybody in the group reads of it. */
export const isTip = ({ kind }: GroupEvent): boolean =>
  OPERATIONS[kind] !== undefined || kind === 'roleChanged' || kind === 'infoChanged' || kind === 'ownerChanged'

/** How members came in: by themselves, after approval, by invitation. */
const JOIN_TYPES = { free: 1, approved: 1, invited: 2 } as const

/** What everybody in a group reads of an event. */
export function tipOf(event: GroupEvent, now: number): GroupTipPayload {
  const userIDList = 'members' in event ? [...event.members] : []
  const muteTime = event.kind === 'memberMuted' ? Math.max(0, Math.ceil((event.until - now) / 1000)) : undefined
  return {
    operatorID: event.by,
    operationType: operationOf(event),
    userIDList,
    memberList: userIDList.map((userID) => ({
      userID,
      nick: '',
      avatar: '',
      ...(muteTime !== undefined && { muteTime }),
    })),
    ...(event.memberCount !== undefined && { memberCount: event.memberCount }),
    groupProfile: { groupID: event.groupId, name: event.groupName, type: event.groupType },
    newGroupProfile: newProfile(event),
    ...(event.kind === 'memberJoined' && { groupJoinType: JOIN_TYPES[event.how] }),
  }
}

function operationOf(event: GroupEvent): number {
  if (event.kind === 'roleChanged')
    return event.role === 'Admin' ? TYPES.GRP_TIP_MBR_SET_ADMIN : TYPES.GRP_TIP_MBR_CANCELED_ADMIN
  return OPERATIONS[event.kind] ?? TYPES.GRP_TIP_GRP_PROFILE_UPDATED
}

function newProfile(event: GroupEvent): Record<string, unknown> {
  if (event.kind === 'infoChanged') return changedKeys(event.change)
  return event.kind === 'ownerChanged' ? { ownerID: event.to } : {}
}
