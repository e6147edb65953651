/** UserSig on Node.js, synchronous, on node:crypto: both curves, key objects kept. The same names as the universal API. */
import { begin, type Expected, settle, signatureMismatch, type Verified, type VerifyOptions } from './check.ts'
import { pack } from './envelope.ts'
import { checkCurve, type KeyPair, type KeyPairOptions } from './generate.ts'
import { type Claims, draft, type SignOptions } from './issue.ts'
import type { Key } from './key.ts'
import { generatePair, signBytes, verifySignature } from './node-crypto.ts'
import type { KeyRing } from './ring.ts'
import { type PrivateMapKeyClaims, permissionClaims } from './user-buf.ts'

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
 * const userSig = sign(secretKey(secret), { sdkAppId: 1400000000, userId: 'alice', expire: 86400 })
 *
 * @returns the ticket, 230 to 500 characters
 * @throws UserSigError INVALID_ARGUMENT for claims that would make a ticket nobody accepts; WRONG_KIND_OF_KEY for a public key
 */
export function sign(key: Key, claims: Claims, options?: SignOptions): string {
  const { signedText, json } = draft(key, claims, options)
  return pack(json(signBytes(key, signedText)))
}

/**
 * Verifies a UserSig with a key or a ring of keys.
 *
 * @example
 * const { expiresAt, digest } = verify(publicKey(pem), userSig, { sdkAppId: 1400000000, userId: 'alice' })
 *
 * @throws UserSigError with the service's code: 70001 expired or from the future, 70002 empty, 70003 and 70005 malformed,
 * 70009 signature, 70013 another user, 70014 another application, 70016 no usable key
 */
export function verify(
  keys: Key | KeyRing,
  userSig: string,
  expected: Expected,
  options: VerifyOptions = {},
): Verified {
  const attempt = begin(keys, userSig, expected, options)
  for (const candidate of attempt.candidates) {
    if (verifySignature(candidate.key, attempt.ticket)) return settle(attempt, candidate, expected, options)
  }
  throw signatureMismatch(attempt)
}

/**
 * Signs a ticket that permits a user to enter a room: a `privateMapKey`.
 *
 * @example
 * signPrivateMapKey(key, { sdkAppId: 1400000000, userId: 'alice', room: 'lobby', privileges: PRIVILEGES.WATCH, expire: 300 })
 *
 * @throws UserSigError as `sign`
 */
export function signPrivateMapKey(key: Key, claims: PrivateMapKeyClaims, options?: SignOptions): string {
  return sign(key, permissionClaims(claims), options)
}

/**
 * Makes a v1 key pair in PEM, on P-256 or on request on secp256k1.
 *
 * @example
 * const { privateKey, publicKey } = generateKeyPair({ curve: 'secp256k1' })
 */
export function generateKeyPair(options: KeyPairOptions = {}): KeyPair {
  return generatePair(checkCurve(options.curve))
}
