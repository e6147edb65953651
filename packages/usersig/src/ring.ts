import { UserSigError } from './errors.ts'
import { isKey, type Key, materialOf } from './key.ts'

/** A key in a ring, with the time in which it is trusted. Both ends are inclusive; without them it is always trusted. */
export interface RingKey {
  /** Names the key in `Verified.keyId`, logs and messages. */
  readonly id: string
  readonly key: Key
  /** Unix seconds from which the key is trusted. */
  readonly notBefore?: number
  /** Unix seconds until which the key is trusted. */
  readonly notAfter?: number
}

/** Several keys at once, of either version: what an application trusts while keys rotate. Frozen. */
export class KeyRing {
  readonly keys: readonly RingKey[]

  /** @internal use `createKeyRing` */
  constructor(keys: readonly RingKey[]) {
    this.keys = keys
    Object.freeze(this)
  }
}

const invalid = (message: string, remedy: string): UserSigError => new UserSigError('INVALID_ARGUMENT', message, remedy)

/** Refuses a key that can only sign. */
export function requireVerifyingKey(key: Key): void {
  if (materialOf(key).kind !== 'private') return
  throw new UserSigError(
    'WRONG_KIND_OF_KEY',
    'A private key signs; it does not verify.',
    'Verify with publicKey(), made from the public key that belongs to it.',
  )
}

/**
 * Puts keys into one ring, so that they can rotate, and v1 can move to v2, without a moment in which good tickets are refused.
 * A ticket is tried only with keys of its own version that are trusted at the time of the check.
 *
 * @example
 * const ring = createKeyRing([
 *   { id: 'new', key: secretKey(newSecret) },
 *   { id: 'old', key: publicKey(oldPem), notAfter: 1798761600 },
 * ])
 * verify(ring, userSig, { sdkAppId: 1400000000, userId: 'alice' }).keyId // 'new' or 'old'
 *
 * @throws UserSigError INVALID_ARGUMENT for a repeated or empty id or an impossible window; WRONG_KIND_OF_KEY for a private key
 */
export function createKeyRing(keys: readonly RingKey[]): KeyRing {
  const ids = new Set<string>()
  const entries = keys.map(({ id, key, notBefore, notAfter }): RingKey => {
    if (typeof id !== 'string' || id === '') throw invalid('A ring key has no id.', 'Give every key an id of its own.')
    if (ids.has(id))
      throw invalid(`Two ring keys have the id ${JSON.stringify(id)}.`, 'Give every key an id of its own.')
    ids.add(id)
    requireVerifyingKey(key)
    for (const time of [notBefore, notAfter]) {
      if (time !== undefined && !Number.isFinite(time)) {
        throw invalid(`The window of key ${JSON.stringify(id)} is not a number.`, 'Give Unix seconds.')
      }
    }
    if (notBefore !== undefined && notAfter !== undefined && notAfter < notBefore) {
      throw invalid(`The window of key ${JSON.stringify(id)} ends before it begins.`, 'Swap notBefore and notAfter.')
    }
    return Object.freeze({
      id,
      key,
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(notAfter === undefined ? {} : { notAfter }),
    })
  })
  return new KeyRing(Object.freeze(entries))
}

/** A key that may verify a ticket; without an id when it was given alone. */
export interface Candidate {
  readonly id: string | undefined
  readonly key: Key
}

/** The keys that verify a ticket of `version` at `now`. */
export function candidatesFor(keys: Key | KeyRing, version: 1 | 2, now: number): readonly Candidate[] {
  if (isKey(keys)) {
    requireVerifyingKey(keys)
    if (keys.version !== version) throw versionMismatch(version)
    return [{ id: undefined, key: keys }]
  }
  if (!(keys instanceof KeyRing))
    throw invalid('This is neither a key nor a key ring.', 'Make one with createKeyRing().')
  const trusted = keys.keys.filter(
    ({ notBefore, notAfter }) => (notBefore ?? -Infinity) <= now && now <= (notAfter ?? Infinity),
  )
  if (trusted.length === 0) {
    const all = keys.keys.length
    throw new UserSigError(
      'NO_USABLE_KEY',
      all === 0 ? 'The key ring is empty.' : `None of the ${all} keys is trusted at this time.`,
      'Add a key of this application, or check the validity windows and the clock.',
    )
  }
  const matching = trusted.filter(({ key }) => key.version === version)
  if (matching.length === 0) throw versionMismatch(version)
  return matching
}

function versionMismatch(version: 1 | 2): UserSigError {
  return new UserSigError(
    'KEY_VERSION_MISMATCH',
    version === 2
      ? 'The ticket is v2 (made with a secret key), and only v1 public keys are configured.'
      : 'The ticket is v1 (made with a private key), and only v2 secret keys are configured.',
    'Sign with a key of the kind that the application has, or add the other key to its ring.',
  )
}
