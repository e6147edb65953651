import { checkValidity } from './check.ts'
import { type Fields, unpackBytes, unpackFields, unpackJson } from './envelope.ts'
import { UserSigError, type UserSigReason } from './errors.ts'
import { checkTime } from './issue.ts'
import type { FlatValue } from './lib/json.ts'
import type { Ticket } from './ticket.ts'
import { decodePrivateMapKey, type PrivateMapKey } from './user-buf.ts'
import { readV1 } from './v1.ts'
import { readV2, saysV2 } from './v2.ts'

/** Something that a verifier would refuse, in the words it would use. */
export interface InspectionProblem {
  readonly code: number
  readonly reason: UserSigReason
  readonly message: string
}

/** What can be seen in a ticket without a key. **Nothing in it is verified**: it is for people and logs, not for decisions. */
export interface Inspection {
  /** What the ticket claims to be. Absent when it could not be read far enough. */
  readonly version?: 1 | 2
  /** The JSON inside, as it stands. */
  readonly json?: string
  /** The fields as they stand, numbers as numbers, and as text those that are not plain whole ones. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
  readonly sdkAppId?: number
  readonly userId?: string
  /** Unix seconds. */
  readonly issuedAt?: number
  /** Unix seconds. */
  readonly expiresAt?: number
  readonly userBuf?: Uint8Array
  /** The user buffer read as a room permission, when it is one. */
  readonly privateMapKey?: PrivateMapKey
  /** Everything found that a strict verifier would refuse, first things first; empty when only the signature is in question. */
  readonly problems: readonly InspectionProblem[]
}

/** Options of `inspect`. */
export interface InspectOptions {
  /** Unix seconds that count as now. Default: this machine's clock. */
  readonly now?: number
  /** Seconds a ticket may come from the future. Default: 300. */
  readonly clockSkew?: number
}

/**
 * Decodes a ticket without a key, to see what is wrong with it. It goes on after a problem where it can, and never throws,
 * whatever it is given.
 *
 * @example
 * const { userId, expiresAt, problems } = inspect(userSig)
 * for (const { code, message } of problems) console.log(code, message)
 */
export function inspect(userSig: string, options: InspectOptions = {}): Inspection {
  const problems: InspectionProblem[] = []
  const attempt = <T>(step: () => T): T | undefined => {
    try {
      return step()
    } catch (error) {
      // Each step throws only refusals; whatever else it might be, the caller was promised an answer.
      const { code, reason, message } =
        error instanceof UserSigError
          ? error
          : new UserSigError('NOT_JSON', 'The ticket cannot be read.', 'Sign a new one.')
      if (!problems.some((known) => known.message === message)) problems.push({ code, reason, message })
      return undefined
    }
  }
  const bytes =
    attempt(() => unpackBytes(userSig, false)) ?? (userSig ? attempt(() => unpackBytes(userSig, true)) : undefined)
  const json = bytes && attempt(() => unpackJson(bytes))
  const fields = json === undefined ? undefined : (attempt(() => unpackFields(json)) ?? looseFields(json))
  if (!fields) return { ...(json === undefined ? {} : { json }), fields: {}, problems }
  const version = attempt(() => (saysV2(fields) ? 2 : 1))
  const ticket = version && attempt(() => (version === 2 ? readV2(fields) : readV1(fields)))
  if (ticket) attempt(() => checkValidity(ticket, checkTime(options.now), options.clockSkew ?? 300))
  return {
    ...(version === undefined ? {} : { version }),
    json: json!,
    fields: Object.fromEntries(Array.from(fields, ([name, value]) => [name, plain(value)])),
    ...(ticket ? claimsOf(ticket) : {}),
    problems,
  }
}

/** The fields of an object that is not strictly one, for display. */
function looseFields(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return new Map(Object.entries(value).map(([name, field]): [string, FlatValue] => [name, flat(field)]))
  } catch {
    return undefined
  }
}

const flat = (value: unknown): FlatValue =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as string | number | boolean | null)

const plain = (value: FlatValue): string | number | boolean | null =>
  typeof value === 'object' && value !== null ? value.number : value

function claimsOf(ticket: Ticket): Partial<Inspection> {
  const { sdkAppId, userId, issuedAt, lifetime, userBuf } = ticket
  const claims = { sdkAppId, userId, issuedAt, expiresAt: issuedAt + lifetime }
  if (!userBuf) return claims
  try {
    return { ...claims, userBuf: userBuf.bytes, privateMapKey: decodePrivateMapKey(userBuf.bytes) }
  } catch {
    return { ...claims, userBuf: userBuf.bytes }
  }
}
