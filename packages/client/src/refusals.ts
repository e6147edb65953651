import { KICK_REASONS, type KickReason } from '@signet/protocol/realtime/frames'
import type { ClientErrorName } from './errors.ts'
import type { KickedOutType } from './events.ts'
import { SERVER_CODES } from './server-codes.ts'
import { TYPES } from './type-constants.ts'

/** How a login ended against the user's will. `kickedOut` is absent when no type of that event fits. */
export interface Ending {
  readonly error: ClientErrorName
  readonly kickedOut?: KickedOutType
}

/** The ticket is no longer good, and there is no other. */
export const TICKET_ENDING: Ending = { error: 'USERSIG_EXPIRED', kickedOut: TYPES.KICKED_OUT_USERSIG_EXPIRED }

const KICKS: Record<KickReason, Ending> = {
  [KICK_REASONS.multipleAccount]: {
    error: 'KICKED_MULTIPLE_ACCOUNT',
    kickedOut: TYPES.KICKED_OUT_MULT_ACCOUNT,
  },
  [KICK_REASONS.multipleDevice]: { error: 'KICKED_MULTIPLE_DEVICE', kickedOut: TYPES.KICKED_OUT_MULT_DEVICE },
  [KICK_REASONS.restApi]: { error: 'KICKED_BY_ADMIN', kickedOut: TYPES.KICKED_OUT_REST_API },
  [KICK_REASONS.userSigExpired]: TICKET_ENDING,
  [KICK_REASONS.keyRevoked]: TICKET_ENDING,
}

const TICKET_CODES: ReadonlySet<number> = new Set([
  SERVER_CODES.USERSIG_EXPIRED,
  SERVER_CODES.USERSIG_EMPTY,
  SERVER_CODES.USERSIG_MALFORMED,
  SERVER_CODES.USERSIG_INVALID,
  SERVER_CODES.USERSIG_KEY_MISMATCH,
  SERVER_CODES.USERSIG_USER_MISMATCH,
  SERVER_CODES.USERSIG_APP_MISMATCH,
  SERVER_CODES.USERSIG_REVOKED,
])

/** How a kick ends the login. A reason of a newer server counts as an act of the backend. */
export const kickEnding = (reason: KickReason): Ending => KICKS[reason] ?? KICKS[KICK_REASONS.restApi]

/** Another ticket would help. */
export const isTicketKick = (reason: KickReason): boolean => kickEnding(reason) === TICKET_ENDING

/** Another ticket would help. */
export const isTicketError = (code: number): boolean => TICKET_CODES.has(code)

/** How a refused reconnect ends the login: a ticket that was good and no longer is has, in effect, expired. */
export const refusalEnding = (code: number): Ending => (isTicketError(code) ? TICKET_ENDING : { error: 'LOGIN_FAILED' })
