import type { Session } from '../../engine/realtime/session.ts'
import { groupTimeline } from '../groups/rules.ts'
import type { Webhooks } from '../webhooks/create.ts'
import { conversationLane } from '../webhooks/queue.ts'

/** Somebody came into a live room, or lost the last connection to it on this node. */
export interface RoomState {
  readonly sdkAppId: number
  readonly groupId: string
  readonly userId: string
  readonly is: 'Online' | 'Offline'
  readonly session: Session
}

/** Tells applications who comes into live rooms and drops out of them. Nobody waits for it. */
export function tellRoomState(
  webhooks: Pick<Webhooks, 'tell'>,
  now: () => number,
  onFailure: (error: unknown) => void,
): (state: RoomState) => void {
  return ({ sdkAppId, groupId, userId, is, session }) => {
    const { identity } = session.state.kind === 'closed' ? session.state : session
    const body = {
      GroupId: groupId,
      Type: 'AVChatRoom',
      EventType: is,
      MemberList: [{ Member_Account: userId }],
      EventTime: now(),
    }
    webhooks
      .tell(sdkAppId, {
        command: 'Group.CallbackOnMemberStateChange',
        body,
        lane: conversationLane(groupTimeline(sdkAppId, groupId)),
        origin: { ip: session.ip, platform: identity?.platform ?? 'Unknown' },
      })
      .catch(onFailure)
  }
}
