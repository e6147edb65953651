import { CLOSE, KICK_REASONS, type KickReason } from '@signet/protocol/realtime/frames'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import type { Accounts } from '../accounts/create.ts'
import { KICK_TEXT } from './rules.ts'

/** Answered from a cache: it is asked for every session about once a second. */
export type WatchAccounts = Pick<Accounts, 'keyTrusted' | 'inService'>

/** Ends a session whose ticket expired (SES2), whose key was revoked (KEY4) or whose application was disabled (SES16). Called by the wheel. */
export function watchSession(session: Session, now: number, accounts: WatchAccounts): void {
  const { identity } = session
  if (identity === undefined) return
  const why = whyEnded(identity, now, accounts)
  if (why !== undefined) session.kick(why.reason, why.text, CLOSE.kicked)
}

function whyEnded(
  { expiresAt, sdkAppId, keyId }: Identity,
  now: number,
  accounts: WatchAccounts,
): { readonly reason: KickReason; readonly text: string } | undefined {
  const because = (reason: KickReason, text = KICK_TEXT[reason]) => ({ reason, text })
  if (expiresAt <= now) return because(KICK_REASONS.userSigExpired)
  if (!accounts.keyTrusted(sdkAppId, keyId)) return because(KICK_REASONS.keyRevoked)
  if (!accounts.inService(sdkAppId))
    return because(KICK_REASONS.restApi, 'The application was disabled by its operator.')
  return undefined
}
