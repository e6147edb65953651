import { fail } from '../../engine/failure.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'

/** Who asks: the only place where a handler takes an identity from (SES1). @throws NOT_LOGGED_IN */
export function identityOf(session: Session): Identity {
  const { identity } = session
  if (identity === undefined) throw fail('NOT_LOGGED_IN')
  return identity
}
