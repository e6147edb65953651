/** Who may stay when somebody logs in: decisions only. Numbers are those of docs/rules.md. */
import { KICK_REASONS, type KickReason } from '@signet/protocol/realtime/frames'
import type { AppSettings } from '../accounts/rules.ts'

export interface Place {
  readonly platform: string
  readonly instance: string
}

/** A client names its platform itself: made-up names must not let an account have any number of sessions. */
const MOST_PLATFORMS = 10

export type Verdict =
  | { readonly kind: 'stays' }
  /** The same client instance came back: its old connection is dead, there is nobody to tell. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'kicked'; readonly reason: KickReason }

/**
 * What happens to a session when another login of the same account succeeds (SES3).
 * @param newer how many sessions of the account came after this one and stay
 */
export function judge(
  settings: Pick<AppSettings, 'loginPolicy' | 'maxInstances'>,
  existing: Place,
  incoming: Place,
  newer: number,
): Verdict {
  if (existing.instance !== '' && existing.instance === incoming.instance) return { kind: 'replaced' }
  const samePlatform = existing.platform === incoming.platform
  switch (settings.loginPolicy) {
    case 'multi':
      return newer < settings.maxInstances
        ? { kind: 'stays' }
        : { kind: 'kicked', reason: KICK_REASONS.multipleAccount }
    case 'perPlatform':
      if (samePlatform) return { kind: 'kicked', reason: KICK_REASONS.multipleAccount }
      return newer < MOST_PLATFORMS ? { kind: 'stays' } : { kind: 'kicked', reason: KICK_REASONS.multipleDevice }
    case 'single':
      return {
        kind: 'kicked',
        reason: samePlatform ? KICK_REASONS.multipleAccount : KICK_REASONS.multipleDevice,
      }
  }
}

/** What the kicked user reads. */
export const KICK_TEXT: { readonly [R in KickReason]: string } = {
  multipleAccount: 'This account logged in on another instance of the same platform.',
  multipleDevice: 'This account logged in on another device.',
  userSigExpired: 'The UserSig has expired: log in with a new one.',
  REST_API_Kick: 'The login was ended by the administrator of the application.',
  keyRevoked: 'The key that signed this login was revoked: log in with a new UserSig.',
}
