import type { GroupEvent } from '@signet/protocol/group'
import type { GroupNoticePayload } from '../payloads.ts'

/** What a notice is about, as apps test it. */
export const NOTICE = {
  applied: 1,
  approved: 2,
  rejected: 3,
  removed: 4,
  dismissed: 5,
  created: 6,
  invited: 7,
  quit: 8,
  madeAdmin: 9,
  adminTakenAway: 10,
  fromApplication: 255,
} as const

/** What the own user alone reads of an event, or nothing when it is a matter of the whole group. */
export function noticeOf(event: GroupEvent, me: string): GroupNoticePayload | undefined {
  const operationType = operationOf(event, me)
  if (operationType === undefined) return undefined
  const { groupId, groupName, groupType, by } = event
  const details = 'note' in event ? event.note : ''
  const isInvitation = 'inviter' in event && event.inviter !== ''
  return {
    operatorID: event.kind === 'applied' ? event.inviter || event.applicant : by,
    operationType,
    groupProfile: { groupID: groupId, name: groupName, groupName, type: groupType },
    handleMessage: details,
    userDefinedField: event.kind === 'notified' ? event.content : '',
    ...('applicant' in event && {
      applicationType: isInvitation ? 2 : 0,
      inviteeList: isInvitation ? [event.applicant] : [],
    }),
  }
}

function operationOf(event: GroupEvent, me: string): number | undefined {
  switch (event.kind) {
    case 'notified':
      return NOTICE.fromApplication
    case 'applied':
      return NOTICE.applied
    case 'applicationHandled':
      return event.accepted ? NOTICE.approved : NOTICE.rejected
    case 'dissolved':
      return NOTICE.dismissed
    case 'created':
      return NOTICE.created
    case 'memberJoined':
      return event.members.includes(me) && event.how === 'invited' ? NOTICE.invited : undefined
    case 'memberKicked':
    case 'memberBanned':
      return event.members.includes(me) ? NOTICE.removed : undefined
    case 'memberQuit':
      return event.members.includes(me) ? NOTICE.quit : undefined
    case 'roleChanged':
      if (!event.members.includes(me)) return undefined
      return event.role === 'Admin' ? NOTICE.madeAdmin : NOTICE.adminTakenAway
    default:
      return undefined
  }
}
