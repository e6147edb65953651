import { UserSigError } from './errors.ts'
import type { Curve } from './key.ts'
import { hex } from './lib/sha256.ts'

/** Options of `generateKeyPair`. */
export interface KeyPairOptions {
  /** Default: P-256. secp256k1 is for applications that already use it, and is not in Web Crypto. */
  readonly curve?: Curve
}

/** A v1 key pair in PEM: PKCS8 and SPKI, the form of `keys.zip`. */
export interface KeyPair {
  readonly privateKey: string
  readonly publicKey: string
}

/**
 * A new v2 secret key: 256 random bits as 64 hexadecimal characters.
 *
 * @example
 * const secret = generateSecret() // keep it where passwords are kept
 * const key = secretKey(secret)
 */
export function generateSecret(): string {
  return hex(crypto.getRandomValues(new Uint8Array(32)))
}

export function checkCurve(curve: Curve = 'P-256'): Curve {
  if (curve === 'P-256' || curve === 'secp256k1') return curve
  throw new UserSigError(
    'UNSUPPORTED_CURVE',
    'This curve is not one of UserSig.',
    "Use 'P-256' (the default) or 'secp256k1'.",
  )
}
