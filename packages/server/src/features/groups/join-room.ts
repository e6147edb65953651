import { fail } from '../../engine/failure.ts'
import type { Session } from '../../engine/realtime/session.ts'
import type { Entered, LiveRooms } from './live-rooms.ts'
import { refuse, type UserCaller } from './parts.ts'
import { decide, decideJoin } from './rules.ts'
import type { Seat, Seats } from './seats.ts'

export interface JoinRoomParts {
  readonly seats: Pick<Seats, 'of'>
  readonly rooms: Pick<LiveRooms, 'enter' | 'leave'>
}

/** What a room looks like, as JSON text: its messages are text already. */
const jsonOf = ({ room }: Entered): string => `{"online":${room.online},"recent":${room.recent}}`

/**
 * Brings one session into a live room, where nobody is stored.
 * @returns nothing when the group is no live room
 * @throws Failure GROUP_BANNED, GROUP_USER_QUOTA
 */
export async function joinRoom(
  parts: JoinRoomParts,
  session: Session,
  self: UserCaller,
  groupId: string,
): Promise<{ status: 'joined' | 'already'; json: string } | undefined> {
  const seat = await parts.seats.of(self.sdkAppId, groupId, self.userId)
  if (seat?.type !== 'AVChatRoom') return undefined
  judge(seat)
  const entered = await parts.rooms.enter(session, self, groupId)
  await judgeAgain(parts, session, self, groupId)
  return { status: entered.isNew ? 'joined' : 'already', json: jsonOf(entered) }
}

/**
 * Brings a session without an account into a live room.
 * @throws Failure GROUP_NOT_FOUND, also for a group that is no live room: a stranger is told nothing of it
 */
export async function watchRoom(
  parts: JoinRoomParts,
  session: Session,
  sdkAppId: number,
  groupId: string,
): Promise<string> {
  const seat = await parts.seats.of(sdkAppId, groupId, '')
  if (seat?.type !== 'AVChatRoom') throw fail('GROUP_NOT_FOUND')
  return jsonOf(await parts.rooms.enter(session, { sdkAppId, userId: '' }, groupId))
}

/** Takes one session out of a live room; a role in it stays. @returns false when the group is none. @throws Failure GROUP_OWNER_STAYS */
export async function quitRoom(
  parts: JoinRoomParts,
  session: Session,
  { sdkAppId, userId }: UserCaller,
  groupId: string,
): Promise<boolean> {
  const seat = await parts.seats.of(sdkAppId, groupId, userId)
  if (seat?.type !== 'AVChatRoom') return false
  refuse(decide(seat.type, 'quit', seat.standing))
  parts.rooms.leave(session, sdkAppId, groupId)
  return true
}

function judge({ type, standing }: Seat): void {
  const verdict = decideJoin(type, standing, 'FreeAccess', standing === 'Outsider')
  if (verdict.kind === 'refused') throw fail(verdict.error)
}

/** A ban that came while the session came in found nobody to put out; one that comes now does. Costs no query: the seat is remembered. */
async function judgeAgain(
  parts: JoinRoomParts,
  session: Session,
  { sdkAppId, userId }: UserCaller,
  groupId: string,
): Promise<void> {
  const seat = await parts.seats.of(sdkAppId, groupId, userId)
  try {
    if (seat === undefined) throw fail('GROUP_NOT_FOUND')
    judge(seat)
  } catch (error) {
    parts.rooms.leave(session, sdkAppId, groupId)
    throw error
  }
}
