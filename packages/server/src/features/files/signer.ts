import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs texts so that this server knows them again. Purposes do not mix: each text starts with its own. */
export interface Signer {
  /** @returns 22 characters that may stand in a URL */
  sign(purpose: string, ...parts: readonly (string | number)[]): string
  verify(signature: string, purpose: string, ...parts: readonly (string | number)[]): boolean
}

const BYTES = 16

export function createSigner(key: Buffer): Signer {
  const digest = (parts: readonly (string | number)[]): Buffer =>
    // As JSON no part can pretend to be two.
    createHmac('sha256', key).update(JSON.stringify(parts)).digest().subarray(0, BYTES)
  return {
    sign: (...parts) => digest(parts).toString('base64url'),
    verify(signature, ...parts) {
      const given = Buffer.from(signature, 'base64url')
      return given.length === BYTES && signature.length === 22 && timingSafeEqual(given, digest(parts))
    },
  }
}
