/** Why a UserSig, a key or an argument was refused, with the service's code for it. */
const CODES = {
  EXPIRED: 70001,
  NOT_YET_VALID: 70001,
  EMPTY: 70002,
  TOO_LARGE: 70003,
  NOT_BASE64: 70003,
  NOT_ZLIB: 70003,
  NOT_UTF8: 70003,
  NOT_JSON: 70003,
  DUPLICATE_FIELD: 70005,
  MISSING_FIELD: 70005,
  INVALID_FIELD: 70005,
  UNKNOWN_VERSION: 70005,
  INVALID_PRIVATE_MAP_KEY: 70005,
  SIGNATURE_MALFORMED: 70009,
  SIGNATURE_MISMATCH: 70009,
  KEY_VERSION_MISMATCH: 70009,
  USER_BUF_UNEXPECTED: 70009,
  USER_BUF_MISMATCH: 70009,
  USER_MISMATCH: 70013,
  APP_MISMATCH: 70014,
  NO_USABLE_KEY: 70016,
  INVALID_KEY: 70016,
  WRONG_KIND_OF_KEY: 70016,
  UNSUPPORTED_CURVE: 70016,
  INVALID_ARGUMENT: 70402,
} as const

/** The stable name of a refusal. Names are never renamed or reused; new ones may be added. */
export type UserSigReason = keyof typeof CODES

/**
 * Every reason with the service's code for it, for tables and documentation.
 *
 * @example
 * REASON_CODES.EXPIRED // 70001
 */
export const REASON_CODES: Readonly<Record<UserSigReason, number>> = CODES

/**
 * Every refusal of this package. `code` is what the service answers for it, `reason` is stable and meant for programs,
 * `message` says what is wrong and ends with `remedy`, what to do about it: show one of them, not both. Neither ever holds key
 * material or the ticket.
 *
 * @example
 * try {
 *   verify(key, userSig, { sdkAppId: 1400000000, userId: 'alice' })
 * } catch (error) {
 *   if (error instanceof UserSigError && error.reason === 'EXPIRED') return askForNewUserSig()
 *   throw error
 * }
 */
export class UserSigError extends Error {
  override readonly name: string = 'UserSigError'
  readonly code: number
  readonly reason: UserSigReason
  readonly remedy: string

  constructor(reason: UserSigReason, message: string, remedy: string) {
    super(`${message} ${remedy}`)
    this.code = CODES[reason]
    this.reason = reason
    this.remedy = remedy
  }
}

/** The refusal of a platform that cannot compute on secp256k1. */
export const withoutSecp256k1 = (platform: string): UserSigError =>
  new UserSigError(
    'UNSUPPORTED_CURVE',
    `This key is on secp256k1, which ${platform} does not have.`,
    "On Node.js import from '@signet/usersig/node'; elsewhere give the application a P-256 key.",
  )
