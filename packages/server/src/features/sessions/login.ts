import { isSdkAppId, isUserId } from '@signet/protocol/ids'
import { CLOSE, PROTOCOL_VERSION } from '@signet/protocol/realtime/frames'
import type { OpInput, OpOutput } from '@signet/protocol/realtime/requests'
import { fail } from '../../engine/failure.ts'
import { type MemoryPressure, waitForMemory } from '../../engine/memory-pressure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import type { Admission } from './admission.ts'
import { makeRoom } from './seats.ts'
import { loginOf, type StateChange } from './state-change.ts'
import { counted, prove, type TicketParts } from './ticket.ts'

export interface LoginParts extends TicketParts {
  readonly registry: Registry
  readonly admission: Admission
  readonly memory: MemoryPressure
  /** Whether a client knows a history that this server still has. */
  readonly timeline: Pick<Timeline, 'mark' | 'holds'>
  readonly heartbeatMs: number
  now(): number
  /** Largest message of an application, bytes. */
  maxBytes(sdkAppId: number): number
  /** Hears of every session that begins or ends. */
  stateChanged(change: StateChange): void
  /** Hears of who is online from now on. */
  arrived(identity: Identity): Promise<void>
}

/** Verifies a ticket and turns the socket into a session of that user: the only place where an identity comes from (SES1). */
export async function login(parts: LoginParts, session: Session, data: OpInput<'login'>): Promise<OpOutput<'login'>> {
  // Before anything that costs: a refusal is cheap.
  if (parts.memory.isTight()) throw fail('OVERLOADED', 'The server is short of memory: come again.', waitForMemory())
  const wait = parts.admission.wait()
  if (wait > 0) throw fail('OVERLOADED', 'Many clients log in at the moment: come again after the given time.', wait)
  return await counted(parts, session, async () => {
    if (!session.beginLogin()) throw fail('FORBIDDEN', 'This socket has logged in already: open another one.')
    try {
      const identity = await identify(parts, data)
      return await enter(parts, session, identity, data.mark)
    } catch (error) {
      session.abandonLogin()
      throw error
    }
  })
}

async function identify(parts: LoginParts, data: OpInput<'login'>): Promise<Identity> {
  const { sdkAppId, userId, userSig } = data
  if (data.protocol !== PROTOCOL_VERSION) {
    throw fail(
      'BAD_PARAMETER',
      `This server speaks protocol ${PROTOCOL_VERSION}, the client ${data.protocol}: update the older one.`,
    )
  }
  if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
  if (!isUserId(userId)) throw fail('BAD_PARAMETER', 'A UserID is 1–32 bytes of printable ASCII without slashes.')
  const proof = await prove(parts, { sdkAppId, userId, userSig })
  return {
    sdkAppId,
    userId,
    ...proof,
    platform: data.platform ?? 'Web',
    instance: data.instance ?? '',
    since: stamp(parts.now()),
  }
}

let lastStamp = 0
/** Two logins on one node never have the same time, and a later one has a later time although somebody set the clock back. */
function stamp(now: number): number {
  lastStamp = Math.max(now, lastStamp + 1)
  return lastStamp
}

async function enter(
  parts: LoginParts,
  session: Session,
  identity: Identity,
  mark: string | undefined,
): Promise<OpOutput<'login'>> {
  if (!session.enter(identity)) throw fail('NOT_LOGGED_IN', 'The socket closed during the login.')
  const { sdkAppId, userId, tinyId, expiresAt } = identity
  const added = parts.registry.add(session, identity)
  // After the new session is there, so that no push falls between the old one and the new one.
  const room = makeRoom(parts.registry, parts.accounts.settings(sdkAppId), identity)
  const [, left] = await Promise.all([added, room]).catch((error: unknown) => {
    // It hears nothing: it must not be taken for one that does. After the refusal is on its way.
    setImmediate(() => session.close(CLOSE.loginRequired, 'the login failed'))
    throw error
  })
  // Who has gone meanwhile was told as such: an application must not hear of the login after that.
  if (session.identity !== undefined) {
    const kicked = left.filter((seat) => seat.id !== session.id).map(({ platform }) => platform)
    parts.stateChanged(loginOf(session, identity, kicked))
    await parts.arrived(identity)
  }
  // The answer comes after the session hears its groups: what a client reads next and what it hears leave no gap between them.
  return {
    userId,
    tinyId,
    sessionId: session.id,
    time: parts.now(),
    expiresAt,
    mark: parts.timeline.mark(),
    ...(mark === undefined || parts.timeline.holds(mark) ? {} : { resync: true as const }),
    heartbeat: parts.heartbeatMs,
    maxMessageBytes: parts.maxBytes(sdkAppId),
  }
}
