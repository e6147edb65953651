import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { inspect as show } from 'node:util'
import { describe, expect, test } from 'vitest'
import { UserSigError } from './errors.ts'
import { type Key, privateKey, publicKey, secretKey } from './key.ts'
import { generateKeyPair, generateSecret, sign, verify } from './node.ts'

const claims = { sdkAppId: 1_400_000_000, userId: 'alice' }
const P256_PARAMETERS = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n'
const SECP256K1_PARAMETERS = '-----BEGIN EC PARAMETERS-----\nBgUrgQQACg==\n-----END EC PARAMETERS-----\n'

const refusal = (make: () => unknown): UserSigError => {
  try {
    make()
  } catch (error) {
    if (error instanceof UserSigError) return error
    throw error
  }
  throw new Error('It was not refused.')
}

describe.each(['P-256', 'secp256k1'] as const)('keys on %s', (curve) => {
  const pair = generateKeyPair({ curve })
  const sec1 = createPrivateKey(pair.privateKey).export({ format: 'pem', type: 'sec1' }) as string
  const spkiDer = createPublicKey(pair.publicKey).export({ format: 'der', type: 'spki' })

  test.each([
    ['PKCS8', pair.privateKey],
    ['SEC1', sec1],
    ['SEC1 behind EC PARAMETERS', P256_PARAMETERS + sec1],
    ['SEC1 behind EC PARAMETERS of the other curve', SECP256K1_PARAMETERS + sec1],
    ['PKCS8 with CR LF', pair.privateKey.replaceAll('\n', '\r\n')],
    ['PKCS8 with its line breaks lost', pair.privateKey.replaceAll('\n', '')],
    ['PKCS8 from an environment variable with \\n', pair.privateKey.replaceAll('\n', '\\n')],
    ['PKCS8 with text around it', `Bag Attributes\n${pair.privateKey}\nend`],
    ['both keys in one text', pair.publicKey + pair.privateKey],
  ])('a private key as %s signs what its public key verifies', (_, pem) => {
    const key = privateKey(pem)
    expect(key).toMatchObject({ version: 1, kind: 'private', curve })
    expect(verify(publicKey(pair.publicKey), sign(key, claims), claims).version).toBe(1)
  })

  test.each([
    ['SPKI', pair.publicKey],
    ['SPKI with its BEGIN line twice', `-----BEGIN PUBLIC KEY-----\n${pair.publicKey}`],
    ['SPKI in one line', pair.publicKey.replaceAll('\n', '')],
  ])('a public key as %s verifies', (_, pem) => {
    const key = publicKey(pem)
    expect(key).toMatchObject({ version: 1, kind: 'public', curve })
    expect(verify(key, sign(privateKey(pair.privateKey), claims), claims).userId).toBe('alice')
  })

  test('a generated pair is PKCS8 and SPKI that other tools read, with the prefixes of the curve', () => {
    const prefix =
      curve === 'P-256'
        ? ['MIGHAgEAMBMGByqGSM49AgEG', 'MFkwEwYHKoZIzj0CAQYI']
        : ['MIGEAgEAMBAGByqGSM49AgEG', 'MFYwEAYHKoZIzj0CAQYF']
    expect(pair.privateKey.split('\n')[1]).toContain(prefix[0])
    expect(pair.publicKey.split('\n')[1]).toContain(prefix[1])
    const derived = createPublicKey(pair.privateKey).export({ format: 'pem', type: 'spki' })
    expect(derived).toBe(pair.publicKey)
  })

  test('a damaged key is refused, wherever the damage is', () => {
    for (let at = 0; at < spkiDer.length; at++) {
      const damaged = Buffer.from(spkiDer)
      damaged[at]! ^= 0x01
      const pem = `-----BEGIN PUBLIC KEY-----\n${damaged.toString('base64')}\n-----END PUBLIC KEY-----\n`
      expect(refusal(() => publicKey(pem)).code).toBe(70016)
    }
  })

  test('a key shows neither in JSON nor in a log nor as text', () => {
    const key = privateKey(pair.privateKey)
    const scalar = createPrivateKey(pair.privateKey).export({ format: 'jwk' }).d!
    const forms = [JSON.stringify(key), show(key, { depth: 9, showHidden: true }), String(key), Object.keys(key).join()]
    for (const form of forms) {
      expect(form).not.toContain(scalar)
      expect(form).not.toContain(Buffer.from(scalar, 'base64url').toString('hex'))
      expect(form).not.toContain('scalar')
    }
    expect(Object.isFrozen(key)).toBe(true)
  })
})

describe('secret keys', () => {
  const secret = generateSecret()

  test('a generated secret is 256 bits in hex, and another one each time', () => {
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(generateSecret()).not.toBe(secret)
  })

  test('a secret shows nowhere', () => {
    const key = secretKey(secret)
    expect(`${JSON.stringify(key)}${show(key, { showHidden: true })}${key}`).not.toContain(secret)
    expect(key).toMatchObject({ version: 2, kind: 'secret' })
  })

  test('a secret is used as text: another case is another key', () => {
    const userSig = sign(secretKey(secret.replace(/^./, 'a')), claims)
    expect(refusal(() => verify(secretKey(secret.replace(/^./, 'A')), userSig, claims)).code).toBe(70009)
  })
})

describe('a wrong kind of key is refused with a remedy', () => {
  const pair = generateKeyPair()
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const compressed = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    paramEncoding: 'named',
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
  })
  const point = compressed.publicKey.subarray(-65)
  const short = Buffer.concat([
    Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex'),
    Buffer.of(2 + (point[64]! & 1)),
    point.subarray(1, 33),
  ])
  const pemOf = (label: string, der: Uint8Array): string =>
    `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`
  const encrypted = createPrivateKey(pair.privateKey).export({
    format: 'pem',
    type: 'pkcs8',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  }) as string

  test.each<[string, () => Key, string, RegExp]>([
    [
      'a private PEM as a secret',
      () => secretKey(pair.privateKey),
      'WRONG_KIND_OF_KEY',
      /v1 private key given as a v2 secret.*privateKey\(\)/,
    ],
    [
      'a public PEM as a secret',
      () => secretKey(pair.publicKey),
      'WRONG_KIND_OF_KEY',
      /v1 public key given as a v2 secret/,
    ],
    ['a secret as a private key', () => privateKey(generateSecret()), 'WRONG_KIND_OF_KEY', /v2 secret.*secretKey\(\)/],
    ['a secret as a public key', () => publicKey(generateSecret()), 'WRONG_KIND_OF_KEY', /v2 secret.*secretKey\(\)/],
    [
      'a private key as a public key',
      () => publicKey(pair.privateKey),
      'WRONG_KIND_OF_KEY',
      /private key, where a public key/,
    ],
    [
      'a public key as a private key',
      () => privateKey(pair.publicKey),
      'WRONG_KIND_OF_KEY',
      /public key, where a private key/,
    ],
    [
      'an RSA key',
      () => publicKey(rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string),
      'WRONG_KIND_OF_KEY',
      /not an elliptic/,
    ],
    [
      'another curve',
      () => publicKey(p384.publicKey.export({ format: 'pem', type: 'spki' }) as string),
      'UNSUPPORTED_CURVE',
      /P-256 and secp256k1/,
    ],
    [
      'another curve in SEC1',
      () => privateKey(p384.privateKey.export({ format: 'pem', type: 'sec1' }) as string),
      'UNSUPPORTED_CURVE',
      /P-256/,
    ],
    [
      'a certificate',
      () => publicKey(pemOf('CERTIFICATE', Buffer.of(48, 0))),
      'WRONG_KIND_OF_KEY',
      /holds CERTIFICATE/,
    ],
    ['an encrypted key', () => privateKey(encrypted), 'INVALID_KEY', /password.*openssl pkey/],
    ['a compressed point', () => publicKey(pemOf('PUBLIC KEY', short)), 'INVALID_KEY', /compressed.*uncompressed/],
    ['a path', () => privateKey('./private_key'), 'INVALID_KEY', /not a PEM.*not its path/],
    ['an empty text', () => privateKey(' \n'), 'INVALID_KEY', /empty/],
    ['an unset variable', () => secretKey(undefined as unknown as string), 'INVALID_KEY', /not a string/],
    ['an empty secret', () => secretKey(''), 'INVALID_KEY', /empty/],
    ['a secret with a line break', () => secretKey(`${generateSecret()}\n`), 'INVALID_KEY', /whitespace.*Trim/],
    ['half a secret', () => secretKey('5f'.repeat(10)), 'INVALID_KEY', /20 characters/],
    ['base64 that is cut', () => privateKey(pair.privateKey.replace(/\n.{9}/, '\n')), 'INVALID_KEY', /damaged/],
    [
      'a scalar of zero',
      () =>
        privateKey(
          pemOf('EC PRIVATE KEY', Buffer.from(`30310201010420${'00'.repeat(32)}a00a06082a8648ce3d030107`, 'hex')),
        ),
      'INVALID_KEY',
      /not on its curve/,
    ],
    [
      'SEC1 without its curve',
      () =>
        privateKey(P256_PARAMETERS + pemOf('EC PRIVATE KEY', Buffer.from(`30250201010420${'11'.repeat(32)}`, 'hex'))),
      'INVALID_KEY',
      /does not name its curve/,
    ],
  ])('%s', (_, make, reason, message) => {
    const error = refusal(make)
    expect([error.reason, error.code]).toEqual([reason, 70016])
    expect(error.message).toMatch(message)
    expect(error.message).toContain(error.remedy)
  })

  test('a forged key object is no key', () => {
    const forged = { version: 2, kind: 'secret', curve: undefined, toString: () => '' } as unknown as Key
    expect(refusal(() => sign(forged, claims)).reason).toBe('INVALID_ARGUMENT')
  })

  test('a key of the wrong half is refused where it is used', () => {
    const userSig = sign(privateKey(pair.privateKey), claims)
    expect(refusal(() => sign(publicKey(pair.publicKey), claims)).reason).toBe('WRONG_KIND_OF_KEY')
    expect(refusal(() => verify(privateKey(pair.privateKey), userSig, claims)).reason).toBe('WRONG_KIND_OF_KEY')
  })
})
