import { CLOSE, KICK_REASONS } from '@signet/protocol/realtime/frames'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import { REPLACED } from './rules.ts'

/** A session began or ended: what an application may hear of by the webhook State.StateChange. */
export interface StateChange {
  readonly sdkAppId: number
  readonly userId: string
  readonly action: 'Login' | 'Logout' | 'Disconnect'
  readonly reason: 'Register' | 'Unregister' | 'LinkClose' | 'TimeOut'
  /** Platforms of the sessions that a login ended. */
  readonly kicked: readonly string[]
  readonly ip: string
  readonly platform: string
}

type Cause = Pick<StateChange, 'action' | 'reason'>

const LOGOUT: Cause = { action: 'Logout', reason: 'Unregister' }
/** Whose place another session took: the login of that one says so. */
const TOLD_BY_LOGIN: readonly string[] = [KICK_REASONS.multipleAccount, KICK_REASONS.multipleDevice, REPLACED]

export const loginOf = (session: Session, identity: Identity, kicked: readonly string[]): StateChange => ({
  ...whose(session, identity),
  action: 'Login',
  reason: 'Register',
  kicked,
})

/** What the end of a session means; nothing when another session of the same user tells it (SES20). */
export function endOf(session: Session, identity: Identity): StateChange | undefined {
  const cause = causeOf(session)
  return cause && { ...whose(session, identity), ...cause, kicked: [] }
}

function causeOf({ ending }: Session): Cause | undefined {
  if (ending?.code === CLOSE.idle) return { action: 'Disconnect', reason: 'TimeOut' }
  if (ending?.code === CLOSE.kicked) return TOLD_BY_LOGIN.includes(ending.reason) ? undefined : LOGOUT
  if (ending?.code === CLOSE.loggedOut) return LOGOUT
  // Nobody was told that it began.
  if (ending?.code === CLOSE.loginRequired) return undefined
  return { action: 'Disconnect', reason: 'LinkClose' }
}

const whose = (session: Session, { sdkAppId, userId, platform }: Identity) => ({
  sdkAppId,
  userId,
  ip: session.ip,
  platform,
})
