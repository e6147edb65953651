import { CLOSE } from '@signet/protocol/realtime/frames'
import type { Obey, Registry } from '../../engine/realtime/registry.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import { KICK_TEXT, type Leaving, type LoginSettings, REPLACED, type Seat, whoLeaves } from './rules.ts'

/** Asked of every node on which a user has sessions: the answer is a JSON list of seats. */
export const SEATS_QUESTION = 'seats'

/** The answer of this node. */
export const seatsHere = (sessions: readonly Session[]): string => JSON.stringify(sessions.flatMap(seatOf))

/**
 * Makes room for a session that has just come: whoever has to leave by the application's policy is told to, on every node (SES3).
 * @returns the sessions that leave
 */
export async function makeRoom(
  registry: Registry,
  settings: LoginSettings,
  { sdkAppId, userId }: Identity,
): Promise<Seat[]> {
  // Most users come with one device, and one is never too many: nobody has to be asked.
  if (registry.isAlone && registry.sessionsOf(sdkAppId, userId).length === 1) return []
  const answers = await registry.ask(sdkAppId, userId, SEATS_QUESTION)
  const seats = answers.flatMap((answer) => JSON.parse(answer) as Seat[])
  const leaving = whoLeaves(settings, seats)
  if (leaving.size > 0) {
    registry.control(sdkAppId, userId, { kind: 'some', sessions: Object.fromEntries(leaving) })
  }
  return seats.filter(({ id }) => leaving.has(id))
}

/** Carries out what a login or an administrator decided about the sessions of a user (SES3, SES4). */
export const obey: Obey = (session, control) => {
  if (control.kind === 'all') {
    session.kick(control.reason, control.message ?? KICK_TEXT[control.reason], CLOSE.kicked)
    return
  }
  const why: Leaving | undefined = control.sessions[session.id]
  if (why === undefined) return
  if (why === 'replaced') session.close(CLOSE.kicked, REPLACED)
  else session.kick(why, KICK_TEXT[why], CLOSE.kicked)
}

/** Ends every session of a user now, on every node (SES4). Refusing the old tickets is `accounts.revokeLogins`. */
export function kickUser(registry: Registry, sdkAppId: number, userId: string): void {
  registry.control(sdkAppId, userId, { kind: 'all', reason: 'REST_API_Kick' })
}

/**
 * Ends one session of a user, wherever it is: the device is told so, and may log in again with its ticket (SES4).
 * @returns false when the user has no such session
 */
export async function endSession(
  registry: Pick<Registry, 'ask' | 'control'>,
  sdkAppId: number,
  userId: string,
  sessionId: string,
): Promise<boolean> {
  const answers = await registry.ask(sdkAppId, userId, SEATS_QUESTION)
  const isThere = answers.flatMap((answer) => JSON.parse(answer) as Seat[]).some(({ id }) => id === sessionId)
  if (isThere) registry.control(sdkAppId, userId, { kind: 'some', sessions: { [sessionId]: 'REST_API_Kick' } })
  return isThere
}

function seatOf({ id, identity }: Session): Seat[] {
  if (identity === undefined) return []
  const { platform, instance, since } = identity
  return [{ id, platform, instance, since }]
}
