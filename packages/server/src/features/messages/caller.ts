import { isUserId } from '@signet/protocol/ids'
import { fail } from '../../engine/failure.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'

/** Who asks: what the session was verified to be, never what a frame says. @throws Failure NOT_LOGGED_IN */
export function identityOf(session: Session): Identity {
  const { identity } = session
  if (identity === undefined) throw fail('NOT_LOGGED_IN')
  return identity
}

/** The peer of `C2C<UserID>`. @throws Failure BAD_PARAMETER */
export function peerOf(conversation: string): string {
  const peer = conversation.slice(3)
  if (!conversation.startsWith('C2C') || !isUserId(peer)) {
    throw fail('BAD_PARAMETER', '`conversation` must be C2C<UserID>.')
  }
  return peer
}
