import { UserSigError } from './errors.ts'
import { CONTROL_CHARACTER, MAX_SDK_APP_ID } from './fields.ts'
import { type Key, materialOf } from './key.ts'
import { encodeBase64 } from './lib/base64.ts'
import { hasLoneSurrogate, utf8Length } from './lib/utf8.ts'
import type { Content, Draft } from './ticket.ts'
import { clock } from './time.ts'
import { draftV1 } from './v1.ts'
import { draftV2 } from './v2.ts'

/** What a ticket says: who, of which application, from when, for how long. */
export interface Claims {
  /** The application, 1 … 4,294,967,295. */
  readonly sdkAppId: number
  /** The UserID: 1 to 32 bytes of UTF-8, no control characters. */
  readonly userId: string
  /** Seconds the ticket is valid for, 1 … 50 years. Default: 15,552,000 (180 days). */
  readonly expire?: number
  /** Unix seconds of issue. Default: this machine's clock. */
  readonly now?: number
  /** Bytes signed along with the ticket, for `privateMapKey` and the like. Such a ticket is no login ticket. */
  readonly userBuf?: Uint8Array
}

/** Options of signing. */
export interface SignOptions {
  /** How many bytes of UTF-8 a UserID may have. Default: 32, the service's limit. */
  readonly maxUserIdBytes?: number
}

const DEFAULT_EXPIRE = 15_552_000
/** 50 years with their leap days: what the service documents as the longest. */
const MAX_EXPIRE = 1_577_923_200
/** Seconds beyond this are milliseconds: the year 5138. */
const MAX_TIME = 99_999_999_999

const refuse = (message: string, remedy: string): never => {
  throw new UserSigError('INVALID_ARGUMENT', message, remedy)
}

export function checkUserId(userId: unknown, maxBytes: number): string {
  if (typeof userId !== 'string') return refuse('userId is not a string.', 'Pass the UserID as text: String(id).')
  if (userId === '') return refuse('userId is empty.', 'Pass the UserID that will log in.')
  if (CONTROL_CHARACTER.test(userId)) {
    return refuse('userId has a control character in it.', 'Use letters, digits, _ and -; trim what comes from a form.')
  }
  if (hasLoneSurrogate(userId))
    return refuse('userId ends in the middle of a character.', 'It was cut: cut by characters.')
  // No UTF-16 unit takes more than three bytes: most ids need no counting.
  if (userId.length * 3 > maxBytes && utf8Length(userId) > maxBytes) {
    return refuse(`userId has ${utf8Length(userId)} bytes; at most ${maxBytes} are allowed.`, 'Use a shorter UserID.')
  }
  return userId
}

export function checkSdkAppIdArgument(sdkAppId: unknown): number {
  if (Number.isInteger(sdkAppId) && (sdkAppId as number) >= 1 && (sdkAppId as number) <= MAX_SDK_APP_ID) {
    return sdkAppId as number
  }
  return refuse(
    `sdkAppId is ${typeof sdkAppId === 'number' ? sdkAppId : `a ${typeof sdkAppId}`}, not a number from 1 to ${MAX_SDK_APP_ID}.`,
    'Pass the SDKAppID as a number: Number(process.env.SDKAPPID).',
  )
}

/** `now` of an argument in whole seconds, or the clock. */
export function checkTime(now: number | undefined): number {
  if (now === undefined) return clock()
  if (!Number.isFinite(now) || now < 0) return refuse('now is not a time.', 'Pass Unix seconds.')
  if (now > MAX_TIME) return refuse('now is far in the future.', 'Pass seconds, not milliseconds.')
  return Math.floor(now)
}

function checkExpire(expire: number = DEFAULT_EXPIRE): number {
  if (!Number.isInteger(expire) || expire < 1) {
    return refuse(`expire is ${expire}, not a whole number of seconds above 0.`, 'For a day, pass 86400.')
  }
  return expire <= MAX_EXPIRE
    ? expire
    : refuse('expire is more than 50 years.', 'Pass seconds, not milliseconds or a date.')
}

function checkUserBuf(userBuf: Uint8Array | undefined): string | undefined {
  if (userBuf === undefined) return undefined
  if (!(userBuf instanceof Uint8Array))
    return refuse('userBuf is not a Uint8Array.', 'Encode it: new TextEncoder().encode(text).')
  if (userBuf.length === 0) {
    return refuse('userBuf is empty, which readers disagree about.', 'Leave it out, or put at least one byte into it.')
  }
  return encodeBase64(userBuf, 'standard')
}

/** Checks what is to be signed and lays out the ticket: everything of signing but the signature. */
export function draft(key: Key, claims: Claims, options: SignOptions = {}): Draft {
  const { kind } = materialOf(key)
  if (kind === 'public') {
    throw new UserSigError(
      'WRONG_KIND_OF_KEY',
      'A public key verifies; it does not sign.',
      'Sign with privateKey(), made from the file named private_key.',
    )
  }
  const content: Content = {
    sdkAppId: checkSdkAppIdArgument(claims.sdkAppId),
    userId: checkUserId(claims.userId, options.maxUserIdBytes ?? 32),
    issuedAt: checkTime(claims.now),
    lifetime: checkExpire(claims.expire),
    userBuf: checkUserBuf(claims.userBuf),
  }
  return kind === 'secret' ? draftV2(content) : draftV1(content)
}
