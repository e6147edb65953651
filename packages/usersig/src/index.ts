/**
 * UserSig on every runtime, asynchronous, on Web Crypto. On Node.js `@signet/usersig/node` has the same names without
 * promises, is several times faster, and knows secp256k1 too.
 */
import { begin, type Expected, settle, signatureMismatch, type Verified, type VerifyOptions } from './check.ts'
import { pack } from './envelope.ts'
import { checkCurve, type KeyPair, type KeyPairOptions } from './generate.ts'
import { type Claims, draft, type SignOptions } from './issue.ts'
import type { Key } from './key.ts'
import type { KeyRing } from './ring.ts'
import { type PrivateMapKeyClaims, permissionClaims } from './user-buf.ts'
import { generatePair, signBytes, verifySignature } from './web-crypto.ts'

export type { Expected, Verified, VerifyOptions } from './check.ts'
export { REASON_CODES, UserSigError, type UserSigReason } from './errors.ts'
export { generateSecret, type KeyPair, type KeyPairOptions } from './generate.ts'
export { type Inspection, type InspectionProblem, type InspectOptions, inspect } from './inspect.ts'
export type { Claims, SignOptions } from './issue.ts'
export { type Curve, type Key, type KeyKind, privateKey, publicKey, secretKey } from './key.ts'
export { createKeyRing, type KeyRing, type RingKey } from './ring.ts'
export {
  decodePrivateMapKey,
  encodePrivateMapKey,
  listPrivileges,
  PRIVILEGES,
  type PrivateMapKey,
  type PrivateMapKeyClaims,
  type Privilege,
} from './user-buf.ts'

/**
 * Signs a UserSig: v2 with a secret key, v1 with a private key.
 *
 * @example
 * const userSig = await sign(secretKey(secret), { sdkAppId: 1400000000, userId: 'alice', expire: 86400 })
 *
 * @returns a promise of the ticket, 230 to 500 characters
 * @throws UserSigError INVALID_ARGUMENT for claims that would make a ticket nobody accepts; WRONG_KIND_OF_KEY for a public
 * key; UNSUPPORTED_CURVE for a key on secp256k1
 */
export async function sign(key: Key, claims: Claims, options?: SignOptions): Promise<string> {
  const { signedText, json } = draft(key, claims, options)
  return pack(json(await signBytes(key, signedText)))
}

/**
 * Verifies a UserSig with a key or a ring of keys.
 *
 * @example
 * const { expiresAt, digest } = await verify(publicKey(pem), userSig, { sdkAppId: 1400000000, userId: 'alice' })
 *
 * @throws UserSigError with the service's code: 70001 expired or from the future, 70002 empty, 70003 and 70005 malformed,
 * 70009 signature, 70013 another user, 70014 another application, 70016 no usable key
 */
export async function verify(
  keys: Key | KeyRing,
  userSig: string,
  expected: Expected,
  options: VerifyOptions = {},
): Promise<Verified> {
  const attempt = begin(keys, userSig, expected, options)
  for (const candidate of attempt.candidates) {
    if (await verifySignature(candidate.key, attempt.ticket)) return settle(attempt, candidate, expected, options)
  }
  throw signatureMismatch(attempt)
}

/**
 * Signs a ticket that permits a user to enter a room: a `privateMapKey`.
 *
 * @example
 * await signPrivateMapKey(key, { sdkAppId: 1400000000, userId: 'alice', room: 'lobby', privileges: PRIVILEGES.WATCH, expire: 300 })
 *
 * @throws UserSigError as `sign`
 */
export async function signPrivateMapKey(key: Key, claims: PrivateMapKeyClaims, options?: SignOptions): Promise<string> {
  return sign(key, permissionClaims(claims), options)
}

/**
 * Makes a v1 key pair in PEM. P-256 only: Web Crypto has no other curve of UserSig.
 *
 * @example
 * const { privateKey, publicKey } = await generateKeyPair()
 *
 * @throws UserSigError UNSUPPORTED_CURVE for secp256k1
 */
export async function generateKeyPair(options: KeyPairOptions = {}): Promise<KeyPair> {
  return generatePair(checkCurve(options.curve))
}
