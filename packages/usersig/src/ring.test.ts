import { describe, expect, test } from 'vitest'
import {
  createKeyRing,
  generateKeyPair,
  generateSecret,
  privateKey,
  publicKey,
  secretKey,
  sign,
  type UserSigError,
  verify,
} from './node.ts'

const NOW = 1_795_424_545
const alice = { sdkAppId: 1_400_000_000, userId: 'alice', now: NOW }
const pair = generateKeyPair()
const v1 = publicKey(pair.publicKey)
const [oldSecret, newSecret] = [secretKey(generateSecret()), secretKey(generateSecret())]

const outcome = (ring: Parameters<typeof verify>[0], userSig: string, now: number): string | undefined => {
  try {
    return verify(ring, userSig, alice, { now }).keyId
  } catch (error) {
    return (error as UserSigError).reason
  }
}

describe('a key ring', () => {
  test('[SIG11][CHK8] trusts the old and the new key during the overlap, and only the new one after it', () => {
    const ring = createKeyRing([
      { id: 'new', key: newSecret, notBefore: NOW },
      { id: 'old', key: oldSecret, notAfter: NOW + 100 },
    ])
    const [byOld, byNew] = [sign(oldSecret, alice), sign(newSecret, alice)]
    expect(outcome(ring, byOld, NOW - 1)).toBe('old')
    expect(outcome(ring, byNew, NOW - 1)).toBe('SIGNATURE_MISMATCH')
    expect(outcome(ring, byNew, NOW)).toBe('new')
    expect(outcome(ring, byOld, NOW + 100)).toBe('old')
    expect(outcome(ring, byOld, NOW + 101)).toBe('SIGNATURE_MISMATCH')
    expect(outcome(ring, byNew, NOW + 101)).toBe('new')
  })

  test('moves an application from v1 to v2 without a gap', () => {
    const ring = createKeyRing([
      { id: 'v1', key: v1, notAfter: NOW + 10 },
      { id: 'v2', key: newSecret },
    ])
    const [old, fresh] = [sign(privateKey(pair.privateKey), alice), sign(newSecret, alice)]
    expect([outcome(ring, old, NOW), outcome(ring, fresh, NOW)]).toEqual(['v1', 'v2'])
    expect([outcome(ring, old, NOW + 11), outcome(ring, fresh, NOW + 11)]).toEqual(['KEY_VERSION_MISMATCH', 'v2'])
  })

  test('says which keys were tried', () => {
    const ring = createKeyRing([
      { id: 'a', key: newSecret },
      { id: 'b', key: secretKey(generateSecret()) },
    ])
    expect(() => verify(ring, sign(oldSecret, alice), alice, { now: NOW })).toThrow(/any of the keys a, b/)
  })

  test('without a trusted key refuses as the service does', () => {
    expect(() => verify(createKeyRing([]), sign(newSecret, alice), alice)).toThrow(
      expect.objectContaining({ code: 70016, reason: 'NO_USABLE_KEY' }),
    )
    const later = createKeyRing([{ id: 'later', key: newSecret, notBefore: NOW + 10 }])
    expect(outcome(later, sign(newSecret, alice), NOW)).toBe('NO_USABLE_KEY')
  })

  test('is fixed once made', () => {
    const keys = [{ id: 'a', key: newSecret }]
    const ring = createKeyRing(keys)
    keys.push({ id: 'b', key: oldSecret })
    expect(ring.keys).toHaveLength(1)
    expect(() => (ring.keys as unknown[]).push(1)).toThrow(TypeError)
    expect(() => Object.assign(ring.keys[0]!, { notAfter: 1 })).toThrow(TypeError)
  })

  test.each([
    [
      'two keys of one id',
      [
        { id: 'a', key: newSecret },
        { id: 'a', key: v1 },
      ],
      'INVALID_ARGUMENT',
    ],
    ['no id', [{ id: '', key: v1 }], 'INVALID_ARGUMENT'],
    ['a window that ends first', [{ id: 'a', key: v1, notBefore: 2, notAfter: 1 }], 'INVALID_ARGUMENT'],
    ['a window that is no number', [{ id: 'a', key: v1, notAfter: Number.NaN }], 'INVALID_ARGUMENT'],
    ['a private key', [{ id: 'a', key: privateKey(pair.privateKey) }], 'WRONG_KIND_OF_KEY'],
  ])('is refused with %s', (_, keys, reason) => {
    expect(() => createKeyRing(keys)).toThrow(expect.objectContaining({ reason }))
  })

  test('cannot be made by hand', () => {
    const forged = { keys: [{ id: 'a', key: newSecret }] } as unknown as ReturnType<typeof createKeyRing>
    expect(outcome(forged, sign(newSecret, alice), NOW)).toBe('INVALID_ARGUMENT')
  })
})
