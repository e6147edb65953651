import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as universal from './index.ts'
import * as node from './node.ts'

interface Vector {
  readonly id: number
  readonly tier: 'must-accept' | 'lenient-accept' | 'must-reject' | 'policy-reject'
  readonly version: 1 | 2
  readonly curve?: string
  readonly sdkappid: number
  readonly identifier: string
  readonly userbuf?: string
  readonly roomid?: number
  readonly roomstr?: string
  readonly privilegeMap?: number
  readonly key: { readonly secret: string } | { readonly private: string; readonly public: string }
  readonly usersig: string
  readonly verifyAt: number
  readonly why?: string
  readonly note?: string
}

const file = new URL('../../../conformance/usersig/vectors.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[]

/** Refused even with the lenient option: a form whose time has no time zone that can be trusted. */
const UNSUPPORTED = 83

const keyOf = ({ key }: Vector): node.Key => ('secret' in key ? node.secretKey(key.secret) : node.publicKey(key.public))
const expectedOf = ({ sdkappid, identifier }: Vector): node.Expected => ({ sdkAppId: sdkappid, userId: identifier })
const optionsOf = ({ verifyAt, userbuf }: Vector, lenient: boolean): node.VerifyOptions => ({
  now: verifyAt,
  lenient,
  userBuf: userbuf === undefined ? 'refuse' : Buffer.from(userbuf, 'base64'),
})

const accepted = ({ tier, id }: Vector, lenient: boolean): boolean =>
  tier === 'must-accept' || (tier === 'lenient-accept' && lenient && id !== UNSUPPORTED)

/** 'accepted', or the refusal. Anything that is thrown and is no refusal fails the test. */
function outcome(verify: () => unknown): string {
  try {
    verify()
    return 'accepted'
  } catch (error) {
    if (error instanceof node.UserSigError) return error.reason
    throw error
  }
}

describe('the vectors', () => {
  test('are all there, in four tiers', () => {
    const count = (tier: Vector['tier']): number => vectors.filter((vector) => vector.tier === tier).length
    expect(vectors).toHaveLength(137)
    expect(count('must-accept')).toBe(62)
    expect(count('lenient-accept')).toBe(6)
    expect(count('must-reject')).toBe(48)
    expect(count('policy-reject')).toBe(21)
  })

  const cases = vectors.map((vector) => [vector.id, vector.tier, vector.why ?? vector.note ?? '', vector] as const)

  test.each(cases)('[SIG1] vector %i (%s) %s: strict and lenient, synchronous', (_id, _tier, _text, vector) => {
    for (const lenient of [false, true]) {
      const result = outcome(() =>
        node.verify(keyOf(vector), vector.usersig, expectedOf(vector), optionsOf(vector, lenient)),
      )
      if (accepted(vector, lenient)) expect(result).toBe('accepted')
      else expect(result).not.toBe('accepted')
    }
  })

  test.each(cases)('[SIG1] vector %i (%s) %s: strict and lenient, on Web Crypto', async (_id, _tier, _text, vector) => {
    for (const lenient of [false, true]) {
      const options = optionsOf(vector, lenient)
      const sync = outcome(() => node.verify(keyOf(vector), vector.usersig, expectedOf(vector), options))
      const result = await universal.verify(keyOf(vector), vector.usersig, expectedOf(vector), options).then(
        () => 'accepted',
        (error: unknown) => (error as node.UserSigError).reason,
      )
      const noCurve = vector.curve === 'secp256k1' && (sync === 'accepted' || sync === 'SIGNATURE_MISMATCH')
      const late = ['USER_MISMATCH', 'EXPIRED', 'NOT_YET_VALID', 'USER_BUF_UNEXPECTED'].includes(sync)
      expect(result).toBe(noCurve || (vector.curve === 'secp256k1' && late) ? 'UNSUPPORTED_CURVE' : sync)
    }
  })

  test('those with a room permission hold the room and privileges they were made with', () => {
    const permissions = vectors.filter(({ privilegeMap }) => privilegeMap !== undefined)
    expect(permissions.length).toBeGreaterThan(5)
    for (const vector of permissions) {
      const verified = node.verify(keyOf(vector), vector.usersig, expectedOf(vector), {
        now: vector.verifyAt,
        lenient: true,
        userBuf: 'require',
      })
      const permission = node.decodePrivateMapKey(verified.userBuf!)
      expect(permission).toMatchObject({
        userId: vector.identifier,
        sdkAppId: vector.sdkappid,
        room: vector.roomstr ?? vector.roomid,
        privileges: vector.privilegeMap,
      })
      expect(node.encodePrivateMapKey(permission)).toEqual(verified.userBuf)
    }
  })

  test('every one can be inspected, and what is refused for its form is said to be', () => {
    for (const vector of vectors) {
      const { problems, version } = node.inspect(vector.usersig, { now: vector.verifyAt })
      const result = outcome(() =>
        node.verify(keyOf(vector), vector.usersig, expectedOf(vector), { now: vector.verifyAt, userBuf: 'any' }),
      )
      if (result === 'accepted') expect([vector.id, problems, version]).toEqual([vector.id, [], vector.version])
      const bySight = !['SIGNATURE_MISMATCH', 'APP_MISMATCH', 'USER_MISMATCH', 'KEY_VERSION_MISMATCH'].includes(result)
      if (result !== 'accepted' && bySight) expect(problems[0]?.reason).toBe(result)
    }
  })

  test('those of secp256k1 and P-256 keys are readable in every tier by private key too', () => {
    for (const { key } of vectors) {
      if ('secret' in key) continue
      expect(node.privateKey(key.private).curve).toBe(node.publicKey(key.public).curve)
    }
  })
})
