import type { Session } from '../../engine/realtime/session.ts'
import { identityOf } from '../sessions/identity.ts'
import { originOf } from '../webhooks/origin.ts'
import type { Owner } from './store.ts'

/** Who asks: always the session's own identity (FRD6). @throws NOT_LOGGED_IN */
export function selfOf(session: Session): Owner {
  const { sdkAppId, userId } = identityOf(session)
  return { sdkAppId, userId, origin: originOf(session) }
}
