import { Failure, fail } from '../../engine/failure.ts'
import { type FailureCounter, networkOf } from '../../engine/realtime/limiter.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import type { Accounts } from '../accounts/create.ts'

/** What a login needs to know of applications and accounts. */
export type LoginAccounts = Pick<Accounts, 'verifyTicket' | 'ensure' | 'settings'>

export interface TicketParts {
  readonly accounts: LoginAccounts
  readonly failures: FailureCounter
}

/** What a good ticket makes of who shows it. */
export type Proof = Pick<Identity, 'tinyId' | 'keyId' | 'expiresAt'>

/** Verifies a ticket; the account is made on its first login where the application allows it. @throws the refusals of `verifyTicket` */
export async function prove(
  { accounts }: TicketParts,
  who: { readonly sdkAppId: number; readonly userId: string; readonly userSig: string },
): Promise<Proof> {
  const ticket = await accounts.verifyTicket(who)
  const account = await accounts.ensure(who.sdkAppId, who.userId)
  // Read again: a kick during the login found no session to end, so it is this login that must notice (SES4).
  if (ticket.issuedAt < account.sigNotBefore) throw fail('USERSIG_REVOKED')
  return { tinyId: account.tinyId, keyId: ticket.keyId, expiresAt: ticket.expiresAt * 1000 }
}

/** Runs what looks at a ticket: an address whose tickets fail too often is not listened to for the rest of the minute. */
export async function counted<R>({ failures }: TicketParts, session: Session, work: () => Promise<R>): Promise<R> {
  const caller = networkOf(session.ip)
  const wait = failures.blockedFor(caller)
  if (wait > 0) throw fail('USERSIG_THROTTLED', undefined, wait)
  try {
    return await work()
  } catch (error) {
    // Who hung up has not failed: a network that drops many clients at once must not be locked out for it.
    if (isRefusal(error) && session.state.kind !== 'closed') failures.failed(caller)
    throw error
  }
}

const isRefusal = (error: unknown): boolean => error instanceof Failure && error.row.retryable === undefined
