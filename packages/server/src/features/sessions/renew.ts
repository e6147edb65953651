import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { Session } from '../../engine/realtime/session.ts'
import { identityOf } from './identity.ts'
import { counted, prove, type TicketParts } from './ticket.ts'

/**
 * A newer ticket for a live session: the same user, verified as at a login; nobody is kicked for it (SES15). A ticket that is refused
 * leaves the session as it was.
 * @throws NOT_LOGGED_IN, and the refusals of a login
 */
export async function renew(parts: TicketParts, session: Session, userSig: string): Promise<OpOutput<'session.renew'>> {
  const { sdkAppId, userId } = identityOf(session)
  const proof = await counted(parts, session, () => prove(parts, { sdkAppId, userId, userSig }))
  // As it is now: another renewal may have come in between.
  session.renew({ ...identityOf(session), ...proof })
  return { expiresAt: proof.expiresAt }
}
