import type { GroupEvent } from '@signet/protocol/group'
import type { Announcement } from './parts.ts'

/** Who is told at once: the people concerned. What all members see is the business of messages. */
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
      return []
  }
}

/** Pushes an event to every session of those concerned; each learns of themselves alone. */
export function createAnnouncer(push: (sdkAppId: number, userId: string, packet: string) => void) {
  return ({ sdkAppId, event, managers = [] }: Announcement): void => {
    for (const userId of audienceOf(event, managers)) {
      const own = 'members' in event ? { ...event, members: [userId] } : event
      push(sdkAppId, userId, JSON.stringify({ type: 'group', event: own }))
    }
  }
}
