import { describe, expect, test } from 'vitest'
import * as universal from './index.ts'
import * as node from './node.ts'

const alice = { sdkAppId: 1_400_000_000, userId: 'alice' }

describe('the universal API', () => {
  test('has the same names as the one for Node.js', () => {
    expect(Object.keys(universal).sort()).toEqual(Object.keys(node).sort())
  })

  test('signs what the synchronous one verifies, and the other way round', async () => {
    const secret = node.secretKey(universal.generateSecret())
    const pair = await universal.generateKeyPair()
    const [signer, verifier] = [node.privateKey(pair.privateKey), node.publicKey(pair.publicKey)]
    for (const [sign, verify] of [
      [secret, secret],
      [signer, verifier],
    ] as const) {
      expect(node.verify(verify, await universal.sign(sign, alice), alice).version).toBe(sign.version)
      expect((await universal.verify(verify, node.sign(sign, alice), alice)).version).toBe(sign.version)
      const ticket = await universal.signPrivateMapKey(sign, { ...alice, room: 7 })
      const verified = await universal.verify(verify, ticket, alice, { userBuf: 'require' })
      expect(universal.decodePrivateMapKey(verified.userBuf!).room).toBe(7)
    }
  })

  test('signs with every form of private key, also one without its public point', async () => {
    const { publicKey, privateKey } = node.generateKeyPair()
    const bare = `-----BEGIN EC PRIVATE KEY-----\n${Buffer.concat([
      Buffer.from('30310201010420', 'hex'),
      Buffer.from(Buffer.from(privateKey.replace(/-----.*-----|\n/g, ''), 'base64').subarray(36, 68)),
      Buffer.from('a00a06082a8648ce3d030107', 'hex'),
    ]).toString('base64')}\n-----END EC PRIVATE KEY-----\n`
    const userSig = await universal.sign(universal.privateKey(bare), alice)
    expect(node.verify(node.publicKey(publicKey), userSig, alice).userId).toBe('alice')
  })

  test('works through a ring and says which key it was', async () => {
    const keys = [1, 2, 3].map(() => universal.secretKey(universal.generateSecret()))
    const ring = universal.createKeyRing(keys.map((key, index) => ({ id: `k${index}`, key })))
    expect((await universal.verify(ring, await universal.sign(keys[2]!, alice), alice)).keyId).toBe('k2')
  })

  test('many tickets at once are each verified for themselves', async () => {
    const key = universal.secretKey(universal.generateSecret())
    const users = Array.from({ length: 100 }, (_, i) => ({ ...alice, userId: `user${i}` }))
    const tickets = await Promise.all(users.map((user) => universal.sign(key, user)))
    const verified = await Promise.all(users.map((user, i) => universal.verify(key, tickets[i]!, user)))
    expect(verified.map(({ userId }) => userId)).toEqual(users.map(({ userId }) => userId))
  })

  test('says that it has no secp256k1, and what to do', async () => {
    const pair = node.generateKeyPair({ curve: 'secp256k1' })
    const key = node.privateKey(pair.privateKey)
    const userSig = node.sign(key, alice)
    const refused = { reason: 'UNSUPPORTED_CURVE', remedy: expect.stringMatching(/@signet\/usersig\/node.*P-256/) }
    await expect(universal.sign(key, alice)).rejects.toMatchObject(refused)
    await expect(universal.verify(node.publicKey(pair.publicKey), userSig, alice)).rejects.toMatchObject(refused)
    await expect(universal.generateKeyPair({ curve: 'secp256k1' })).rejects.toMatchObject(refused)
  })

  test('refuses through the promise, never by throwing at once', async () => {
    const key = universal.secretKey(universal.generateSecret())
    await expect(universal.sign(key, { ...alice, userId: '' })).rejects.toMatchObject({ code: 70402 })
    await expect(universal.verify(key, '', alice)).rejects.toMatchObject({ code: 70002 })
    await expect(universal.signPrivateMapKey(key, { ...alice, room: 0 })).rejects.toMatchObject({ code: 70402 })
  })
})
