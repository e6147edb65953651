import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateKeyPair, generateSecret, inspect, privateKey, secretKey, sign, signPrivateMapKey } from './node.ts'

const NOW = 1_795_424_545
const alice = { sdkAppId: 1_400_000_000, userId: 'alice', now: NOW }
const secret = secretKey(generateSecret())

const envelope = (json: string): string =>
  deflateSync(json).toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')
const reasons = (userSig: string, now = NOW): string[] => inspect(userSig, { now }).problems.map(({ reason }) => reason)

describe('inspect', () => {
  test('shows what a ticket says, without a key', () => {
    const v1 = sign(privateKey(generateKeyPair().privateKey), alice)
    for (const [version, userSig] of [
      [2, sign(secret, alice)],
      [1, v1],
    ] as const) {
      expect(inspect(userSig, { now: NOW })).toMatchObject({
        version,
        sdkAppId: 1_400_000_000,
        userId: 'alice',
        issuedAt: NOW,
        expiresAt: NOW + 15_552_000,
        problems: [],
      })
    }
    expect(inspect(v1).fields['TLS.expire_after']).toBe('15552000')
  })

  test('reads the room permission in a user buffer, and shows other buffers as bytes', () => {
    const permission = inspect(signPrivateMapKey(secret, { ...alice, room: 'lobby' }))
    expect(permission.privateMapKey).toMatchObject({ userId: 'alice', room: 'lobby', privileges: 255 })
    const other = inspect(sign(secret, { ...alice, userBuf: Uint8Array.of(1, 2) }))
    expect([other.privateMapKey, [...other.userBuf!]]).toEqual([undefined, [1, 2]])
  })

  test('tells that a ticket is expired or from the future', () => {
    const userSig = sign(secret, alice)
    expect(reasons(userSig, NOW + 15_552_001)).toEqual(['EXPIRED'])
    expect(reasons(userSig, NOW - 1000)).toEqual(['NOT_YET_VALID'])
  })

  test('goes on after a problem where it can', () => {
    const json = inspect(sign(secret, alice)).json!
    const twice = envelope(json.replace('{', '{"TLS.time":1,'))
    expect(inspect(twice, { now: NOW })).toMatchObject({ fields: { 'TLS.identifier': 'alice' }, userId: 'alice' })
    expect(reasons(twice)).toEqual(['DUPLICATE_FIELD'])
    const spaced = ` ${envelope(json)}`
    expect(inspect(spaced, { now: NOW })).toMatchObject({ userId: 'alice', version: 2 })
    expect(reasons(spaced)).toEqual(['NOT_BASE64'])
    const incomplete = envelope('{"TLS.ver":"2.0","TLS.identifier":"bob","odd":1e3,"list":[1]}')
    expect(inspect(incomplete)).toMatchObject({
      version: 2,
      fields: { 'TLS.identifier': 'bob', odd: 1000, list: '[1]' },
    })
    expect(reasons(incomplete)).toEqual(['INVALID_FIELD', 'MISSING_FIELD'])
  })

  test('never throws, and always finds something in garbage', () => {
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map(envelope),
      fc.json().map(envelope),
      fc.uint8Array().map((bytes) => envelope(Buffer.from(bytes).toString('latin1'))),
    )
    fc.assert(
      fc.property(values, (text) => {
        expect(inspect(text).problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
    for (const value of [undefined, null, 42, {}, []]) {
      expect(inspect(value as unknown as string).problems.length).toBeGreaterThan(0)
    }
  })
})
