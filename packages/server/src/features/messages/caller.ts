import { fail } from '../../engine/failure.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'

/** Who asks: what the session was verified to be, never what a frame says. @throws Failure NOT_LOGGED_IN */
export function identityOf(session: Session): Identity {
  const { identity } = session
  if (identity === undefined) throw fail('NOT_LOGGED_IN')
  return identity
}
