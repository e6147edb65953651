import { isSdkAppId, isUserId } from '@signet/protocol/ids'
import { CLOSE, PROTOCOL_VERSION } from '@signet/protocol/realtime/frames'
import type { OpInput, OpOutput } from '@signet/protocol/realtime/requests'
import { Failure, fail } from '../../engine/failure.ts'
import { type FailureCounter, networkOf } from '../../engine/realtime/limiter.ts'
import type { Judge, Registry } from '../../engine/realtime/registry.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import type { Accounts } from '../accounts/create.ts'
import { judge, KICK_TEXT } from './rules.ts'

/** What a login needs to know of applications and accounts. */
export type LoginAccounts = Pick<Accounts, 'verifyTicket' | 'ensure' | 'settings'>

export interface LoginParts {
  readonly accounts: LoginAccounts
  readonly registry: Registry
  readonly failures: FailureCounter
  readonly heartbeatMs: number
  now(): number
  /** Largest message of an application, bytes. */
  maxBytes(sdkAppId: number): number
}

/** Verifies a ticket and turns the socket into a session of that user: the only place where an identity comes from (SES1). */
export async function login(parts: LoginParts, session: Session, data: OpInput<'login'>): Promise<OpOutput<'login'>> {
  const caller = networkOf(session.ip)
  const wait = parts.failures.blockedFor(caller)
  if (wait > 0) throw fail('USERSIG_THROTTLED', undefined, wait)
  if (!session.beginLogin()) throw fail('FORBIDDEN', 'This socket has logged in already: open another one.')
  try {
    const identity = await identify(parts, data)
    return await enter(parts, session, identity)
  } catch (error) {
    // Who hung up has not failed: a network that drops many clients at once must not be locked out for it.
    if (isRefusal(error) && session.state.kind !== 'closed') parts.failures.failed(caller)
    session.abandonLogin()
    throw error
  }
}

const isRefusal = (error: unknown): boolean => error instanceof Failure && error.row.retryable === undefined

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
  const ticket = await parts.accounts.verifyTicket({ sdkAppId, userId, userSig })
  const account = await parts.accounts.ensure(sdkAppId, userId)
  // Read again: a kick during the login found no session to end, so it is this login that must notice (SES4).
  if (ticket.issuedAt < account.sigNotBefore) throw fail('USERSIG_REVOKED')
  return {
    sdkAppId,
    userId,
    tinyId: account.tinyId,
    keyId: ticket.keyId,
    expiresAt: ticket.expiresAt * 1000,
    platform: data.platform ?? 'Web',
    instance: data.instance ?? '',
  }
}

async function enter(parts: LoginParts, session: Session, identity: Identity): Promise<OpOutput<'login'>> {
  if (!session.enter(identity)) throw fail('NOT_LOGGED_IN', 'The socket closed during the login.')
  const { sdkAppId, userId, tinyId, expiresAt } = identity
  const added = parts.registry.add(session, identity)
  // After the new session is there, so that no push falls between the old one and the new one.
  parts.registry.control(sdkAppId, userId, { kind: 'login', session: session.id, identity })
  // The answer comes after the session hears its groups: what a client reads next and what it hears leave no gap between them.
  await added
  return {
    userId,
    tinyId,
    sessionId: session.id,
    time: parts.now(),
    expiresAt,
    heartbeat: parts.heartbeatMs,
    maxMessageBytes: parts.maxBytes(sdkAppId),
  }
}

/** Judges the sessions of this node when their user logged in somewhere, or was kicked (SES3, SES4). */
export function createJudge(accounts: LoginAccounts): Judge {
  return (session, identity, control, newer) => {
    if (control.kind === 'kick') {
      const reason = control.reason ?? 'REST_API_Kick'
      session.kick(reason, control.message ?? KICK_TEXT[reason], CLOSE.kicked)
      return false
    }
    if (control.identity === undefined) return true
    const verdict = judge(accounts.settings(identity.sdkAppId), identity, control.identity, newer)
    if (verdict.kind === 'replaced') session.close(CLOSE.kicked, 'replaced by its own reconnect')
    else if (verdict.kind === 'kicked') session.kick(verdict.reason, KICK_TEXT[verdict.reason], CLOSE.kicked)
    return verdict.kind === 'stays'
  }
}

/** Ends every session of a user now, on every node (SES4). Refusing the old tickets is `accounts.revokeLogins`. */
export function kickUser(registry: Registry, sdkAppId: number, userId: string): void {
  registry.control(sdkAppId, userId, { kind: 'kick', session: '', reason: 'REST_API_Kick' })
}
