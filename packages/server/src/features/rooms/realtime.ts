import { fail } from '../../engine/failure.ts'
import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import type { Session } from '../../engine/realtime/session.ts'
import type { Rooms } from './create-rooms.ts'
import type { Guests } from './guests.ts'

export interface RoomRequestParts {
  readonly rooms: Rooms
  readonly guests: Guests
  readonly heartbeatMs: number
}

/** Socket requests about live rooms. */
export function roomHandlers({
  rooms,
  guests,
  heartbeatMs,
}: RoomRequestParts): Pick<Handlers, 'room.watch' | 'room.unwatch' | 'room.online' | 'room.members'> {
  return {
    async 'room.watch'(session, data) {
      return new RawJson(`{"room":${await guests.watch(session, data)},"heartbeat":${heartbeatMs}}`)
    },

    'room.unwatch'(session, { groupId }) {
      if (session.state.kind === 'watching') rooms.leave(session, session.state.sdkAppId, groupId)
      return {}
    },

    'room.online': (session, { groupId }) => ({ online: rooms.online(appOf(session), groupId) }),

    'room.members': (session, { groupId }) => ({ members: rooms.recentMembers(appOf(session), groupId) }),
  }
}

/** The application that a session is of, with an account or without. @throws Failure NOT_LOGGED_IN */
function appOf({ state }: Session): number {
  if (state.kind === 'live') return state.identity.sdkAppId
  if (state.kind === 'watching') return state.sdkAppId
  throw fail('NOT_LOGGED_IN')
}
