/** Who may stay when somebody logs in: decisions only. Numbers are those of docs/rules.md. */
import { KICK_REASONS, type KickReason } from '@signet/protocol/realtime/frames'
import type { AppSettings, LoginPolicy } from '../accounts/rules.ts'
import { classOf, type DeviceClass, platformOf } from './platforms.ts'

/** A session as the others of its account see it. */
export interface Seat {
  readonly id: string
  readonly platform: string
  /** The client instance; empty when the client names none. */
  readonly instance: string
  /** When it logged in, ms. */
  readonly since: number
}

export type LoginSettings = Pick<
  AppSettings,
  'loginPolicy' | 'maxInstances' | 'webInstances' | 'mobileInstances' | 'tabletInstances' | 'desktopInstances'
>

/** `replaced`: the same client instance came back; its old connection is dead, there is nobody to tell. */
export type Leaving = KickReason | 'replaced'

/** Platforms of one circle exclude each other. */
const CIRCLE_OF: { readonly [P in LoginPolicy]: (platform: string) => string } = {
  single: () => 'any',
  webAndOne: (platform) => (classOf(platform) === 'web' ? 'web' : 'device'),
  webDesktopMobile: (platform) => (classOf(platform) === 'tablet' ? 'mobile' : classOf(platform)),
  perPlatform: (platform) => platform,
  multi: (platform) => platform,
}

const ofClass = (settings: LoginSettings, kind: DeviceClass): number => settings[`${kind}Instances`]

/** How many sessions of one platform an account may have. */
function mostOf(settings: LoginSettings, platform: string): number {
  const chosen = ofClass(settings, classOf(platform))
  return chosen > 0 ? chosen : settings.loginPolicy === 'multi' ? settings.maxInstances : 1
}

/**
 * Which sessions of an account have to leave, and why (SES3). The newest is judged first and always stays; among sessions of the same
 * moment the id decides, so that every node comes to the same answer.
 * @returns by id
 */
export function whoLeaves(settings: LoginSettings, seats: readonly Seat[]): Map<string, Leaving> {
  const leaving = new Map<string, Leaving>()
  const instances = new Set<string>()
  const platformIn = new Map<string, string>()
  const counts = new Map<string, number>()
  let staying = 0
  const verdict = (seat: Seat, platform: string): Leaving | undefined => {
    if (seat.instance !== '' && instances.has(seat.instance)) return 'replaced'
    const inCircle = platformIn.get(CIRCLE_OF[settings.loginPolicy](platform)) ?? platform
    if (inCircle !== platform) return KICK_REASONS.multipleDevice
    const isFull = settings.loginPolicy === 'multi' && staying >= settings.maxInstances
    if (isFull || (counts.get(platform) ?? 0) >= mostOf(settings, platform)) return KICK_REASONS.multipleAccount
    return undefined
  }
  for (const seat of [...seats].sort(newestFirst)) {
    const platform = platformOf(seat.platform)
    const why = verdict(seat, platform)
    if (why !== undefined) {
      leaving.set(seat.id, why)
      continue
    }
    instances.add(seat.instance)
    platformIn.set(CIRCLE_OF[settings.loginPolicy](platform), platform)
    counts.set(platform, (counts.get(platform) ?? 0) + 1)
    staying++
  }
  return leaving
}

const newestFirst = (a: Seat, b: Seat): number => b.since - a.since || (a.id < b.id ? 1 : -1)

/** Why a connection was closed whose client came back. */
export const REPLACED = 'replaced by its own reconnect'

/** What the kicked user reads. */
export const KICK_TEXT: { readonly [R in KickReason]: string } = {
  multipleAccount: 'This account logged in on another instance of the same platform.',
  multipleDevice: 'This account logged in on another device.',
  userSigExpired: 'The UserSig has expired: log in with a new one.',
  REST_API_Kick: 'The login was ended by the administrator of the application.',
  keyRevoked: 'The key that signed this login was revoked: log in with a new UserSig.',
}
