import { hash, randomInt } from 'node:crypto'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
/** Loaded when somebody sets one up or signs in with one. */
const otpauth = (): typeof import('otpauth') => require('otpauth')

/** What authenticators are set up for by default (RFC 6238): six digits, SHA-1, a new code every 30 s. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const SECRET_BYTES = 20
/** Clocks of telephones go wrong: a code of the half minute before or after counts too. */
const WINDOW = 1

const RECOVERY_CODES = 10
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const RECOVERY_LETTERS = 16

/** A new secret, in the Base32 that authenticators take, and the address that their QR code holds. */
export function newSecret(name: string, issuer: string): { readonly secret: string; readonly uri: string } {
  const { Secret, TOTP } = otpauth()
  const secret = new Secret({ size: SECRET_BYTES })
  return { secret: secret.base32, uri: new TOTP({ ...SHAPE, issuer, label: name, secret }).toString() }
}

/**
 * Which half minute a code belongs to, of those that count at `now`; nothing for a wrong one.
 * @param now ms
 */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const { Secret, TOTP } = otpauth()
  const totp = new TOTP({ ...SHAPE, secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? undefined : Math.floor(now / 1000 / SHAPE.period) + delta
}

/** Ten codes of 80 bits, each good once: `k7f3-9xw2-mq0d-8h5t`. */
export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const text = Array.from({ length: RECOVERY_LETTERS }, () => LETTERS[randomInt(32)]).join('')
    return text.match(/.{4}/g)?.join('-') ?? ''
  })

/** What is stored of a recovery code. It is random, so a fast hash keeps it: there is nothing to guess. */
export const recoveryHash = (name: string, code: string): string =>
  hash('sha256', `recovery ${name} ${code.toLowerCase().replaceAll(/[^0-9a-z]/g, '')}`, 'base64url')
