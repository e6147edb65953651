import { unpack } from './envelope.ts'
import { UserSigError } from './errors.ts'
import { checkSdkAppIdArgument, checkTime } from './issue.ts'
import type { Key } from './key.ts'
import { equalConstantTime, sha256Hex } from './lib/sha256.ts'
import { type Candidate, candidatesFor, type KeyRing } from './ring.ts'
import type { Ticket } from './ticket.ts'
import { describeDuration, describeTime } from './time.ts'
import { readV1 } from './v1.ts'
import { readV2, saysV2 } from './v2.ts'

/** Whom the ticket has to be for. */
export interface Expected {
  readonly sdkAppId: number
  readonly userId: string
}

/** Options of verification. Strict without any. */
export interface VerifyOptions {
  /** Unix seconds that count as now. Default: this machine's clock. */
  readonly now?: number
  /**
   * A ticket from this many seconds or more in the future is refused (300 by default; 0 allows none at all). It covers a
   * signer whose clock is fast; it never lengthens the life of a ticket.
   */
  readonly clockSkew?: number
  /** Also reads what old signers wrote: the standard base64 alphabet, no padding, whitespace. Nothing else is relaxed. */
  readonly lenient?: boolean
  /**
   * Tickets with a user buffer, which are room permissions and the like. A ticket is always verified over the buffer it holds.
   * `refuse` (default): such a ticket is no login. `require`: there has to be one. `any`: with or without.
   * Bytes: there has to be one with exactly these.
   */
  readonly userBuf?: 'refuse' | 'require' | 'any' | Uint8Array
}

/** What a verified ticket says. */
export interface Verified {
  readonly version: 1 | 2
  /** The id of the key in the ring; absent when a key was given alone. */
  readonly keyId?: string
  readonly sdkAppId: number
  readonly userId: string
  /** Unix seconds. */
  readonly issuedAt: number
  /** Unix seconds; the ticket is good up to and including this second. */
  readonly expiresAt: number
  readonly userBuf?: Uint8Array
  /**
   * SHA-256 of the signed text, in hex. The key for caches and revocation lists: the text of a ticket is not, because
   * anyone can turn a v1 ticket into another text that is just as valid.
   */
  readonly digest: string
}

/** A ticket that was read, and the keys to try it with. */
export interface Attempt {
  readonly ticket: Ticket
  readonly candidates: readonly Candidate[]
  readonly now: number
}

/** The strict reading of a ticket. Nothing in it is verified. */
export function readTicket(userSig: unknown, lenient: boolean): Ticket {
  const fields = unpack(userSig, lenient)
  return saysV2(fields) ? readV2(fields) : readV1(fields)
}

const refuse = (reason: ConstructorParameters<typeof UserSigError>[0], message: string, remedy: string): never => {
  throw new UserSigError(reason, message, remedy)
}

/*
 * The order in which a ticket is judged, so that one ticket always gets one answer:
 *   form (70002, 70003, 70005) → application (70014) → keys (70016) → signature (70009) → user buffer (70009)
 *   → user (70013) → time (70001).
 * The application comes before the signature because it is what chose the keys: a ticket of another application would
 * else always be told "wrong key". All else is said only about tickets whose signature is good.
 */

/** All that comes before the signature. */
export function begin(keys: Key | KeyRing, userSig: string, expected: Expected, options: VerifyOptions): Attempt {
  const sdkAppId = checkSdkAppIdArgument(expected.sdkAppId)
  if (typeof expected.userId !== 'string') {
    refuse('INVALID_ARGUMENT', 'The expected userId is not a string.', 'Pass the UserID that wants to log in.')
  }
  const now = checkTime(options.now)
  checkOptions(options)
  const ticket = readTicket(userSig, options.lenient === true)
  if (ticket.sdkAppId !== sdkAppId) {
    refuse(
      'APP_MISMATCH',
      `The UserSig was made for SDKAppID ${ticket.sdkAppId}, not for ${sdkAppId}.`,
      'Use the SDKAppID that it was signed for, or sign with this one and its key.',
    )
  }
  return { ticket, candidates: candidatesFor(keys, ticket.version, now), now }
}

/** What would quietly relax the judgement when it is misspelt. */
function checkOptions({ clockSkew = 300, userBuf = 'refuse' }: VerifyOptions): void {
  if (!(clockSkew >= 0)) refuse('INVALID_ARGUMENT', 'clockSkew is not a number of seconds.', 'Pass 0 or more.')
  if (userBuf instanceof Uint8Array || USER_BUF_WORDS.has(userBuf)) return
  refuse(
    'INVALID_ARGUMENT',
    'userBuf is none of its four choices.',
    "Pass 'refuse', 'require', 'any', or a Uint8Array.",
  )
}

const USER_BUF_WORDS: ReadonlySet<unknown> = new Set(['refuse', 'require', 'any'])

/** No candidate verified the signature. */
export function signatureMismatch({ candidates }: Attempt): UserSigError {
  const ids = candidates.map(({ id }) => id).filter((id) => id !== undefined)
  const tried =
    ids.length === 0 ? 'the key' : ids.length === 1 ? `the key ${ids[0]}` : `any of the keys ${ids.join(', ')}`
  return new UserSigError(
    'SIGNATURE_MISMATCH',
    `The UserSig does not verify with ${tried} of this application.`,
    'Sign with the current key of this SDKAppID, and pass the ticket on unchanged.',
  )
}

/** All that comes after the signature was found good with `candidate`. */
export function settle(
  { ticket, now }: Attempt,
  candidate: Candidate,
  expected: Expected,
  options: VerifyOptions,
): Verified {
  checkUserBuf(ticket, options.userBuf ?? 'refuse')
  if (ticket.userId !== expected.userId) {
    refuse(
      'USER_MISMATCH',
      `The UserSig was made for ${quote(ticket.userId)}, not for ${quote(expected.userId)}.`,
      ticket.userId.normalize() === expected.userId.normalize()
        ? 'The two look alike but are other characters (Unicode normalization): use one form everywhere.'
        : 'Log in with the UserID that the ticket was signed for.',
    )
  }
  checkValidity(ticket, now, options.clockSkew ?? 300)
  const verified = {
    version: ticket.version,
    sdkAppId: ticket.sdkAppId,
    userId: ticket.userId,
    issuedAt: ticket.issuedAt,
    expiresAt: ticket.issuedAt + ticket.lifetime,
    digest: sha256Hex(ticket.signedText),
  }
  if (candidate.id === undefined && !ticket.userBuf) return verified
  return {
    ...verified,
    ...(candidate.id === undefined ? {} : { keyId: candidate.id }),
    ...(ticket.userBuf === undefined ? {} : { userBuf: ticket.userBuf.bytes }),
  }
}

const quote = (userId: string): string => JSON.stringify(userId.length > 40 ? `${userId.slice(0, 40)}…` : userId)

function checkUserBuf({ userBuf }: Ticket, wanted: NonNullable<VerifyOptions['userBuf']>): void {
  if (wanted === 'any') return
  if (wanted === 'refuse') {
    if (!userBuf) return
    refuse(
      'USER_BUF_UNEXPECTED',
      'This is a ticket with a user buffer (a privateMapKey, for example), where a plain UserSig is wanted.',
      'Pass the UserSig, or verify with the `userBuf` option.',
    )
  } else if (!userBuf) {
    refuse(
      'USER_BUF_MISMATCH',
      'This is a plain UserSig, where one with a user buffer is wanted.',
      'Sign with `userBuf`.',
    )
  } else if (wanted !== 'require' && !equalConstantTime(userBuf.bytes, wanted)) {
    refuse(
      'USER_BUF_MISMATCH',
      'The user buffer of the ticket is another than expected.',
      'Compare both with `inspect`.',
    )
  }
}

/** Throws unless the ticket is valid at `now`. */
export function checkValidity({ issuedAt, lifetime }: Ticket, now: number, clockSkew: number): void {
  const expiresAt = issuedAt + lifetime
  if (now > expiresAt) {
    const short = lifetime < 60 ? ` It lived only ${lifetime} s: check \`expire\`, which is in seconds.` : ''
    refuse(
      'EXPIRED',
      `The UserSig expired ${describeDuration(now - expiresAt)} ago (at ${describeTime(expiresAt)}; this machine's clock says ${describeTime(now)}).`,
      `Sign a new one.${short}`,
    )
  }
  const ahead = issuedAt - now
  if (ahead > 0 && ahead >= clockSkew) {
    refuse(
      'NOT_YET_VALID',
      `The UserSig was signed ${describeDuration(ahead)} in the future (at ${describeTime(issuedAt)}; this machine's clock says ${describeTime(now)}).`,
      'Set the clock of the machine that signs, or of this one, by NTP.',
    )
  }
}
