import { CLOSE, KICK_REASONS } from '@signet/protocol/realtime/frames'
import type { Session } from '../../engine/realtime/session.ts'
import { KICK_TEXT } from './rules.ts'

/** Is the key still trusted? Answered from a cache: it is asked for every session about once a second. */
export type KeyTrusted = (sdkAppId: number, keyId: string) => boolean

/** Ends a session whose ticket expired (SES2) or whose key was revoked (KEY4). Called by the wheel, about once a second. */
export function watchSession(session: Session, now: number, keyTrusted: KeyTrusted): void {
  const { identity } = session
  if (identity === undefined) return
  const reason =
    identity.expiresAt <= now
      ? KICK_REASONS.userSigExpired
      : keyTrusted(identity.sdkAppId, identity.keyId)
        ? undefined
        : KICK_REASONS.keyRevoked
  if (reason !== undefined) session.kick(reason, KICK_TEXT[reason], CLOSE.kicked)
}
