import { fail } from '../../engine/failure.ts'
import type { Session } from '../../engine/realtime/session.ts'
import { originOf } from '../webhooks/origin.ts'
import { asCaller, type Caller, type UserCaller } from './parts.ts'

/** Who asks: always the session's own identity. @throws NOT_LOGGED_IN */
export function selfOf(session: Session): UserCaller {
  const { identity } = session
  if (identity === undefined) throw fail('NOT_LOGGED_IN')
  return { sdkAppId: identity.sdkAppId, userId: identity.userId, origin: originOf(session) }
}

export const callerOf = (session: Session): Caller => asCaller(selfOf(session))

/** Items on a page when the client names no number. */
export const PAGE = 100

/** A page without a cursor is the last. */
export const withCursor = (cursor: string | undefined): { cursor?: string } => (cursor === undefined ? {} : { cursor })
