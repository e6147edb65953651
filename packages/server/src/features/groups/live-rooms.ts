import type { GroupEvent } from '@signet/protocol/group'
import type { Session } from '../../engine/realtime/session.ts'
import type { Live } from '../messages/route.ts'
import type { Self } from '../messages/view.ts'
import type { Standing } from './types.ts'

/** A live room as somebody finds it who comes in. */
export interface Entered {
  /** The session was not in it before. */
  readonly isNew: boolean
  readonly room: {
    readonly online: number
    /** JSON of the array of its newest messages. */
    readonly recent: string
  }
}

/** What groups need of live rooms, where nothing is stored: `features/rooms` is it. Who may do what is judged before. */
export interface LiveRooms {
  /** How somebody of this standing speaks there. */
  live(self: Self, groupId: string, standing: Standing): Live
  /** @param self with an empty UserID for a guest. @throws Failure GROUP_USER_QUOTA, GROUP_NOT_FOUND */
  enter(session: Session, self: Self, groupId: string): Promise<Entered>
  leave(session: Session, sdkAppId: number, groupId: string): void
  /** Something happened to the room. */
  tell(sdkAppId: number, event: GroupEvent): void
}
