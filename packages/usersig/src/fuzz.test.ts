import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  generateKeyPair,
  generateSecret,
  inspect,
  type Key,
  privateKey,
  publicKey,
  secretKey,
  sign,
  UserSigError,
  verify,
} from './node.ts'

/** Changed tickets tried in each of the four layers. `USERSIG_FUZZ=1000000` runs the whole of CHK1. */
const COUNT = Number(process.env['USERSIG_FUZZ'] ?? 25_000)

const claims = { sdkAppId: 1_400_000_000, userId: 'user_0001' }
const pair = generateKeyPair()
const secret = secretKey(generateSecret())
const publik = publicKey(pair.publicKey)

/** xorshift32: the same bytes in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const envelope = (stream: Uint8Array): string =>
  Buffer.from(stream).toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-_+/=% \n"\u0000é'

interface Target {
  readonly key: Key
  readonly userSig: string
  readonly json: string
}

function targetOf(signer: Key, key: Key): Target {
  const userSig = sign(signer, claims)
  return { key, userSig, json: inspect(userSig).json! }
}

const targets = [targetOf(secret, secret), targetOf(privateKey(pair.privateKey), publik)]

/** What counts as a forgery: a ticket accepted for another text than was signed. Codes are counted by reason. */
function judge(key: Key, userSig: string, signed: string, reasons: Map<string, number>): void {
  let reason = 'accepted'
  try {
    verify(key, userSig, claims)
    // The same fields in another spelling are the same ticket: unsigned bytes may change, signed values may not.
    expect(signedValues(inspect(userSig).fields)).toEqual(signedValues(JSON.parse(signed) as Record<string, unknown>))
  } catch (error) {
    if (!(error instanceof UserSigError)) throw error
    if (!CODES.has(error.code)) throw error
    reason = error.reason
  }
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
}

const CODES = new Set([70002, 70003, 70005, 70009, 70014])

const SIGNED = /^TLS\.(?:appid_at_3rd|account_type|identifier|sdk_?appid|time|expire|expire_after|userbuf)$/

const signedValues = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => SIGNED.test(name)))

function changed(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let flips = 1 + random(3); flips > 0; flips--) copy[random(copy.length)]! ^= 1 << random(8)
  return copy
}

describe('[CHK1] no changed ticket is accepted, none crashes, and each is told why', () => {
  test(`characters of the text: ${COUNT} tickets`, () => {
    const random = randomFrom(1)
    const reasons = new Map<string, number>()
    for (let i = 0; i < COUNT; i++) {
      const { key, userSig, json } = targets[i & 1]!
      const at = random(userSig.length)
      const character = CHARACTERS[random(CHARACTERS.length)]!
      const how = random(4)
      const text = userSig.slice(0, at) + (how === 1 ? '' : character) + userSig.slice(how === 2 ? at : at + 1)
      if (text !== userSig) judge(key, text, json, reasons)
    }
    expect([...reasons.keys()].sort()).toEqual(['NOT_BASE64', 'NOT_ZLIB'])
  })

  test('every single bit of the stream, stored and compressed', () => {
    const reasons = new Map<string, number>()
    for (const { key, json } of targets) {
      for (const level of [0, 1, 6, 9]) {
        const stream = deflateSync(json, { level })
        for (let bit = 0; bit < stream.length * 8; bit++) {
          const copy = Uint8Array.from(stream)
          copy[bit >> 3]! ^= 1 << (bit & 7)
          judge(key, envelope(copy), json, reasons)
        }
        // A stored block, as this package writes it, has one form. A compressed one can name the same bytes by two distances.
        if (level === 0) expect(reasons.get('accepted')).toBeUndefined()
      }
    }
    expect(reasons.get('accepted') ?? 0).toBeLessThan(8)
  })

  test(`several bits of the compressed stream: ${COUNT} tickets`, () => {
    const random = randomFrom(2)
    const reasons = new Map<string, number>()
    const streams = targets.map(({ json }) => deflateSync(json))
    for (let i = 0; i < COUNT; i++) {
      const { key, json } = targets[i & 1]!
      judge(key, envelope(changed(streams[i & 1]!, random)), json, reasons)
    }
    // Left: the two header bytes have four spellings of "default", "fast" … that mean nothing to a reader.
    expect(reasons.get('accepted') ?? 0).toBeLessThan(COUNT / 1000)
  })

  test(`bits of the JSON, under a checksum that is right for it: ${COUNT} tickets`, () => {
    const random = randomFrom(3)
    const reasons = new Map<string, number>()
    const count = COUNT / 5
    for (let i = 0; i < COUNT; i++) {
      // Checking an ECDSA signature costs ten times the rest: fewer of those.
      const { key, json } = targets[i < count ? 1 : 0]!
      const level = random(2) * 6
      judge(key, envelope(deflateSync(changed(Buffer.from(json), random), { level })), json, reasons)
    }
    // Left: changes of fields that are not signed (TLS.version, unknown names).
    expect(reasons.get('accepted') ?? 0).toBeLessThan(COUNT / 50)
    expect(reasons.get('SIGNATURE_MISMATCH')).toBeGreaterThan(COUNT / 20)
    expect(reasons.size).toBeGreaterThan(6)
  })

  test(`random texts and bytes: ${COUNT} tickets`, () => {
    const random = randomFrom(4)
    const reasons = new Map<string, number>()
    for (let i = 0; i < COUNT; i++) {
      const bytes = Uint8Array.from({ length: random(120) }, () => random(256))
      const stream = random(2) === 0 ? bytes : deflateSync(bytes, { level: 0 })
      judge(targets[i & 1]!.key, envelope(stream), targets[i & 1]!.json, reasons)
    }
    expect(reasons.get('accepted')).toBeUndefined()
  })
})
