import { createHmac, sign as cryptoSign } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CURVES } from './lib/curve.ts'
import { signatureFromDer, signatureToDer } from './lib/der.ts'
import {
  type Claims,
  createKeyRing,
  generateKeyPair,
  generateSecret,
  inspect,
  type Key,
  privateKey,
  publicKey,
  secretKey,
  sign,
  signPrivateMapKey,
  UserSigError,
  type VerifyOptions,
  verify,
} from './node.ts'

const NOW = 1_795_424_545
const pair = generateKeyPair()
const oldPair = generateKeyPair({ curve: 'secp256k1' })
const secret = secretKey(generateSecret())
const ways: [string, Key, Key][] = [
  ['v2', secret, secret],
  ['v1 on P-256', privateKey(pair.privateKey), publicKey(pair.publicKey)],
  ['v1 on secp256k1', privateKey(oldPair.privateKey), publicKey(oldPair.publicKey)],
]
const alice = { sdkAppId: 1_400_000_000, userId: 'alice', now: NOW }

const refusal = (run: () => unknown): UserSigError => {
  try {
    run()
  } catch (error) {
    if (error instanceof UserSigError) return error
    throw error
  }
  throw new Error('It was not refused.')
}

const envelope = (json: string | Buffer): string =>
  deflateSync(json).toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')

const userIds = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((id) => !/[\u0000-\u001f\u007f-\u009f]/.test(id) && Buffer.byteLength(id) <= 32 && id.isWellFormed())

describe.each(ways)('%s', (_, signer, verifier) => {
  test('[SIG2] what is signed is verified, and says what was claimed', () => {
    const content = fc.record(
      {
        sdkAppId: fc.integer({ min: 1, max: 0xffffffff }),
        userId: userIds,
        expire: fc.integer({ min: 1, max: 1_576_800_000 }),
        now: fc.integer({ min: 0, max: 9_999_999_999 }),
        userBuf: fc.uint8Array({ minLength: 1, maxLength: 200 }),
      },
      { requiredKeys: ['sdkAppId', 'userId', 'now'] },
    )
    fc.assert(
      fc.property(content, (claims) => {
        const userSig = sign(signer, claims)
        expect(userSig).toMatch(/^[A-Za-z0-9*-]+_{0,2}$/)
        const verified = verify(verifier, userSig, claims, { now: claims.now, userBuf: claims.userBuf ?? 'refuse' })
        expect(verified).toMatchObject({
          version: signer.version,
          sdkAppId: claims.sdkAppId,
          userId: claims.userId,
          issuedAt: claims.now,
          expiresAt: claims.now + (claims.expire ?? 15_552_000),
        })
        expect(verified.userBuf ? Buffer.from(verified.userBuf) : undefined).toEqual(
          claims.userBuf ? Buffer.from(claims.userBuf) : undefined,
        )
        expect(verified.digest).toMatch(/^[0-9a-f]{64}$/)
        expect(inspect(userSig, { now: claims.now }).problems).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test('[SIG7][CHK2] a ticket is good up to its last second and expired one second later', () => {
    const userSig = sign(signer, { ...alice, expire: 60 })
    expect(verify(verifier, userSig, alice, { now: NOW + 60 }).expiresAt).toBe(NOW + 60)
    expect(refusal(() => verify(verifier, userSig, alice, { now: NOW + 61 }))).toMatchObject({
      code: 70001,
      reason: 'EXPIRED',
    })
  })

  test('[SIG7][CHK2] a ticket from 300 s in the future is refused, from 299 s it is a fast clock', () => {
    const userSig = sign(signer, alice)
    expect(verify(verifier, userSig, alice, { now: NOW - 299 }).issuedAt).toBe(NOW)
    const error = refusal(() => verify(verifier, userSig, alice, { now: NOW - 300 }))
    expect(error).toMatchObject({ code: 70001, reason: 'NOT_YET_VALID' })
    expect(error.message).toContain('5 min in the future')
    expect(refusal(() => verify(verifier, userSig, alice, { now: NOW - 1, clockSkew: 0 })).reason).toBe('NOT_YET_VALID')
    expect(verify(verifier, userSig, alice, { now: NOW, clockSkew: 0 }).userId).toBe('alice')
  })

  test('[CHK4] a ticket of another user is 70013, of another application 70014', () => {
    const userSig = sign(signer, alice)
    expect(refusal(() => verify(verifier, userSig, { ...alice, userId: 'bob' }, { now: NOW })).code).toBe(70013)
    expect(refusal(() => verify(verifier, userSig, { ...alice, sdkAppId: 1 }, { now: NOW })).code).toBe(70014)
  })

  test('a ticket of another key is 70009', () => {
    const [, , other] = ways.find(([, , key]) => key.version === verifier.version && key !== verifier) ?? [
      '',
      secret,
      secretKey(generateSecret()),
    ]
    expect(refusal(() => verify(other, sign(signer, alice), alice, { now: NOW })).reason).toBe('SIGNATURE_MISMATCH')
  })

  test('[SIG9] a user buffer is part of the ticket: it cannot be added, changed, or passed off as a login', () => {
    const userBuf = new TextEncoder().encode('room=42')
    const userSig = sign(signer, { ...alice, userBuf })
    const result = (options: VerifyOptions): string => {
      try {
        return Buffer.from(verify(verifier, userSig, alice, { now: NOW, ...options }).userBuf!).toString()
      } catch (error) {
        return (error as UserSigError).reason
      }
    }
    expect(result({})).toBe('USER_BUF_UNEXPECTED')
    expect(result({ userBuf: 'any' })).toBe('room=42')
    expect(result({ userBuf: 'require' })).toBe('room=42')
    expect(result({ userBuf })).toBe('room=42')
    expect(result({ userBuf: Uint8Array.of(1) })).toBe('USER_BUF_MISMATCH')
    const plain = sign(signer, alice)
    expect(refusal(() => verify(verifier, plain, alice, { now: NOW, userBuf: 'require' })).code).toBe(70009)
    for (const value of ['cm9vbT00Mw==', '', 'cm9vbT00Mg']) {
      const forged = envelope(inspect(plain).json!.replace('"TLS.sig"', `"TLS.userbuf":"${value}","TLS.sig"`))
      expect([70005, 70009]).toContain(
        refusal(() => verify(verifier, forged, alice, { now: NOW, userBuf: 'any' })).code,
      )
    }
  })

  test('a room permission is a ticket that no login takes', () => {
    const ticket = signPrivateMapKey(signer, { ...alice, room: 42 })
    expect(refusal(() => verify(verifier, ticket, alice, { now: NOW })).reason).toBe('USER_BUF_UNEXPECTED')
  })

  test('[SIG4][CHK5] no claim can put a line of its own into the signed text', () => {
    const lines = fc.tuple(userIds, fc.constantFrom('\n', '\r', '\u0000', '\u007f', '\u0085', '\t'), userIds)
    fc.assert(
      fc.property(lines, ([before, control, after]) => {
        expect(refusal(() => sign(signer, { ...alice, userId: before + control + after })).code).toBe(70402)
      }),
    )
  })

  test('[CHK5] a ticket with a line break in any signed field is refused before its signature is looked at', () => {
    const json = inspect(sign(signer, { ...alice, userBuf: Uint8Array.of(1, 2, 3) })).json!
    const fields = JSON.parse(json) as Record<string, string | number>
    for (const name of Object.keys(fields).filter((field) => !/ver|sig$/.test(field))) {
      const forged = envelope(JSON.stringify({ ...fields, [name]: `${fields[name]}\nTLS.identifier:admin` }))
      const error = refusal(() => verify(verifier, forged, alice, { now: NOW, userBuf: 'any' }))
      expect([name, error.reason]).toEqual([name, 'INVALID_FIELD'])
    }
  })

  test('[SIG6][CHK6] a field twice, as another type or in another spelling has one outcome: refused', () => {
    const json = inspect(sign(signer, alice)).json!
    const fields = JSON.parse(json) as Record<string, string | number>
    for (const [name, value] of Object.entries(fields)) {
      const twice = envelope(json.replace(/}$/, `,${JSON.stringify(name)}:${JSON.stringify(value)}}`))
      expect(refusal(() => verify(verifier, twice, alice, { now: NOW })).reason).toBe('DUPLICATE_FIELD')
      if (name === 'TLS.version') continue
      const other = typeof value === 'number' ? String(value) : /^\d+$/.test(value) ? Number(value) : 1
      for (const wrong of [other, null, true, -1, 1.5, 1e300, `0${value}`, ` ${value}`, [value], { a: 1 }]) {
        const text = envelope(JSON.stringify({ ...fields, [name]: wrong }))
        const { code } = refusal(() => verify(verifier, text, alice, { now: NOW }))
        expect([name, [70005, 70009, 70014].includes(code)]).toEqual([name, true])
      }
    }
  })

  test('[SIG12] the lenient option reads old spellings of a ticket and relaxes nothing else', () => {
    const userSig = sign(signer, { ...alice, userId: 'a?>~' })
    const expected = { ...alice, userId: 'a?>~' }
    const standard = userSig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
    for (const text of [standard, userSig.replace(/_+$/, ''), userSig.replace(/(.{64})/g, '$1\r\n'), ` ${userSig}\n`]) {
      if (text !== userSig) expect(refusal(() => verify(verifier, text, expected, { now: NOW })).code).toBe(70003)
      expect(verify(verifier, text, expected, { now: NOW, lenient: true }).userId).toBe('a?>~')
    }
    expect(refusal(() => verify(verifier, userSig, alice, { now: NOW, lenient: true })).code).toBe(70013)
    expect(refusal(() => verify(verifier, userSig, expected, { now: NOW + 2e7, lenient: true })).code).toBe(70001)
  })

  test('[SIG8] two different tickets have different digests, two spellings of one have the same', () => {
    const userSig = sign(signer, alice)
    const digest = verify(verifier, userSig, alice, { now: NOW }).digest
    expect(verify(verifier, envelope(inspect(userSig).json!), alice, { now: NOW }).digest).toBe(digest)
    expect(verify(verifier, sign(signer, { ...alice, now: NOW + 1 }), alice, { now: NOW }).digest).not.toBe(digest)
  })
})

test('[SIG8] the other half of a v1 signature makes another text of the same ticket, with the same digest', () => {
  for (const [curve, [, signer, verifier]] of [
    ['P-256', ways[1]!],
    ['secp256k1', ways[2]!],
  ] as const) {
    const userSig = sign(signer, alice)
    const fields = JSON.parse(inspect(userSig).json!) as Record<string, string>
    const raw = signatureFromDer(Buffer.from(fields['TLS.sig']!, 'base64'))!
    const s = BigInt(`0x${Buffer.from(raw.subarray(32)).toString('hex')}`)
    raw.set(Buffer.from((CURVES[curve].n - s).toString(16).padStart(64, '0'), 'hex'), 32)
    const twin = envelope(JSON.stringify({ ...fields, 'TLS.sig': Buffer.from(signatureToDer(raw)).toString('base64') }))
    expect(twin).not.toBe(userSig)
    const digests = [userSig, twin].map((text) => verify(verifier, text, alice, { now: NOW }).digest)
    expect(digests[0]).toBe(digests[1])
  }
})

describe('[SIG6] one ticket has one meaning', () => {
  const odd = { ...alice, userId: '\ufffd' }
  const json = inspect(sign(secret, odd)).json!
  const bytes = Buffer.from(json)
  const reason = (userSig: string, userId = odd.userId): string =>
    refusal(() => verify(secret, userSig, { ...odd, userId }, { now: NOW })).reason

  test('bytes that are no UTF-8 do not turn into the replacement character that was signed', () => {
    const at = bytes.indexOf('\ufffd')
    expect(reason(envelope(Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff), bytes.subarray(at + 3)])))).toBe(
      'NOT_UTF8',
    )
  })

  test('half a surrogate pair does not either', () => {
    expect(reason(envelope(json.replace('\ufffd', '\\ud800')), '\ud800')).toBe('INVALID_FIELD')
  })

  test('a byte order mark is not skipped', () => {
    expect(reason(envelope(`\ufeff${json}`))).toBe('NOT_JSON')
  })

  test('a v1 ticket with a user buffer has all its seven lines', () => {
    const text =
      `TLS.account_type:0\nTLS.identifier:alice\nTLS.sdk_appid:1400000000\nTLS.time:${NOW}\n` +
      'TLS.expire_after:60\nTLS.userbuf:AQID\n'
    const fields = Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(':') as [string, string]),
    )
    const signature = cryptoSign('sha256', Buffer.from(text), pair.privateKey).toString('base64')
    const userSig = envelope(JSON.stringify({ ...fields, 'TLS.sig': signature }))
    const error = refusal(() => verify(ways[1]![2], userSig, alice, { now: NOW, userBuf: 'any' }))
    expect(error).toMatchObject({ code: 70005, reason: 'MISSING_FIELD' })
  })

  test('an SDKAppID that no application has is named as what is wrong', () => {
    for (const id of [0, 2 ** 32]) {
      const { problems } = inspect(envelope(json.replace('1400000000', String(id))), { now: NOW })
      expect(problems[0]?.message).toContain(`is ${id}, which is not an SDKAppID`)
    }
  })
})

describe('[SIG3] the algorithm comes from the key', () => {
  const [, , verifier] = ways[1]!

  test('a ticket that says v2 and is signed with the text of the public key is refused', () => {
    const json = JSON.parse(inspect(sign(secret, alice)).json!) as Record<string, string | number>
    const signed = `TLS.identifier:alice\nTLS.sdkappid:1400000000\nTLS.time:${NOW}\nTLS.expire:15552000\n`
    for (const text of [pair.publicKey, pair.publicKey.trim(), pair.publicKey.replaceAll('\n', '')]) {
      const mac = createHmac('sha256', text).update(signed).digest('base64')
      const forged = envelope(JSON.stringify({ ...json, 'TLS.sig': mac }))
      expect(refusal(() => verify(verifier, forged, alice, { now: NOW })).reason).toBe('KEY_VERSION_MISMATCH')
      expect(refusal(() => secretKey(text)).reason).toBe('WRONG_KIND_OF_KEY')
    }
  })

  test('TLS.ver, which is not signed, cannot move a ticket to the other algorithm', () => {
    const ring = createKeyRing([
      { id: 'v1', key: verifier },
      { id: 'v2', key: secret },
    ])
    const v1 = JSON.parse(inspect(sign(ways[1]![1], alice)).json!) as Record<string, unknown>
    const v2 = JSON.parse(inspect(sign(secret, alice)).json!) as Record<string, unknown>
    const { 'TLS.ver': _, ...unversioned } = v2
    for (const fields of [
      { ...v1, 'TLS.ver': '2.0' },
      { ...v2, 'TLS.sig': v1['TLS.sig'] },
      { ...v2, ...v1, 'TLS.ver': '2.0' },
      unversioned,
    ]) {
      expect([70005, 70009]).toContain(
        refusal(() => verify(ring, envelope(JSON.stringify(fields)), alice, { now: NOW })).code,
      )
    }
  })
})

describe('[SIG5] signing refuses what nobody would accept', () => {
  const bad: [string, Partial<Record<keyof Claims, unknown>>, RegExp][] = [
    ['no user', { userId: '' }, /empty/],
    ['a number as user', { userId: 42 }, /String\(id\)/],
    ['33 bytes of user', { userId: 'x'.repeat(33) }, /33 bytes/],
    ['11 characters that are 33 bytes', { userId: '用'.repeat(11) }, /33 bytes/],
    ['half a character', { userId: 'a\ud83d' }, /middle of a character/],
    ['application 0', { sdkAppId: 0 }, /sdkAppId is 0/],
    ['an application beyond 32 bits', { sdkAppId: 2 ** 32 }, /4294967295/],
    ['an application as text', { sdkAppId: '1400000000' }, /Number\(/],
    ['no lifetime', { expire: 0 }, /above 0/],
    ['half a second', { expire: 0.5 }, /whole number/],
    ['a lifetime that is a date', { expire: 1_795_424_545 }, /50 years/],
    ['NaN', { expire: Number.NaN }, /NaN/],
    ['milliseconds', { now: 1_795_424_545_000 }, /not milliseconds/],
    ['a time that is none', { now: Number.POSITIVE_INFINITY }, /Unix seconds/],
    ['an empty user buffer', { userBuf: new Uint8Array() }, /empty/],
    ['text as user buffer', { userBuf: 'room=42' }, /TextEncoder/],
    ['a user buffer that makes the ticket too long', { userBuf: new Uint8Array(5000) }, /8192/],
  ]

  test.each(bad)('%s', (_, change, message) => {
    for (const [, signer] of ways) {
      const error = refusal(() => sign(signer, { ...alice, ...change } as Claims))
      expect(error).toMatchObject({ code: 70402, reason: 'INVALID_ARGUMENT' })
      expect(error.message).toMatch(message)
    }
  })

  test('a longer UserID can be allowed', () => {
    const userId = 'x'.repeat(64)
    const userSig = sign(secret, { ...alice, userId }, { maxUserIdBytes: 64 })
    expect(verify(secret, userSig, { ...alice, userId }, { now: NOW }).userId).toBe(userId)
  })

  test('[CHK5] what only looks dangerous is signed as it is', () => {
    for (const userId of ['../etc', '__proto__', '"', '\\', 'аdmin', '😀', '<b>']) {
      expect(verify(secret, sign(secret, { ...alice, userId }), { ...alice, userId }, { now: NOW }).userId).toBe(userId)
    }
  })
})

describe('[SIG10] refusals that a person can act on', () => {
  const messages: [string, string, RegExp][] = [
    ['nothing', '', /empty/],
    ['plain JSON', '{"TLS.sig":"x"}', /before 2016/],
    ['percent-encoding', `eJw%2A${'A'.repeat(20)}`, /percent-encoded.*decodeURIComponent/],
    ['another kind of token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', /JSON Web Token/],
    ['a text that is too long', 'A'.repeat(8193), /8193 characters/],
    ['a text that is no ticket', 'helloworld12', /not compressed/],
  ]

  test.each(messages)('%s', (_, userSig, message) => {
    expect(refusal(() => verify(secret, userSig, alice)).message).toMatch(message)
  })

  test('times are told as a person counts them', () => {
    const userSig = sign(secret, { ...alice, expire: 30 })
    const at = (seconds: number): string =>
      refusal(() => verify(secret, userSig, alice, { now: NOW + 30 + seconds })).message
    expect(at(5)).toMatch(/expired 5 s ago .*It lived only 30 s/)
    expect(at(3 * 3600)).toMatch(/expired 3 h ago \(at 2026-11-23 \d\d:02:55 UTC; this machine's clock says 2026-/)
    expect(at(40 * 86_400)).toMatch(/expired 40 days ago/)
  })

  test('two ids that only look alike are told apart', () => {
    const userSig = sign(secret, { ...alice, userId: 'caf\u00e9' })
    const error = refusal(() => verify(secret, userSig, { ...alice, userId: 'cafe\u0301' }, { now: NOW }))
    expect(error.message).toContain('normalization')
  })

  test('no refusal holds the ticket or the key', () => {
    const text = generateSecret()
    const userSig = sign(secretKey(text), alice)
    const errors = [
      refusal(() => verify(secret, userSig, alice, { now: NOW })),
      refusal(() => verify(secretKey(text), userSig.slice(4), alice, { now: NOW })),
      refusal(() => secretKey(`${text} `)),
    ]
    for (const { message, remedy } of errors) {
      expect(message + remedy).not.toContain(text)
      expect(message + remedy).not.toContain(userSig.slice(4, 40))
    }
  })
})

test('an option that is misspelt refuses instead of relaxing', () => {
  const userSig = sign(secret, { ...alice, userBuf: new Uint8Array(6) })
  const options: Record<string, unknown>[] = [
    { clockSkew: Number.NaN },
    { clockSkew: -1 },
    { clockSkew: 'x' },
    { userBuf: 'yes!!!' },
    { userBuf: true },
    { now: Number.NaN },
    { now: NOW * 1000 },
  ]
  for (const option of options) {
    const all = { now: NOW, userBuf: 'any', ...option } as VerifyOptions
    expect(refusal(() => verify(secret, userSig, alice, all)).reason).toBe('INVALID_ARGUMENT')
  }
  const plain = sign(secret, alice)
  const notLenient = { now: NOW, lenient: 'false' } as unknown as VerifyOptions
  expect(refusal(() => verify(secret, `${plain}\n`, alice, notLenient)).reason).toBe('NOT_BASE64')
  for (const expected of [{ sdkAppId: '1400000000', userId: 'alice' }, { sdkAppId: 1_400_000_000 }]) {
    expect(refusal(() => verify(secret, plain, expected as never, { now: NOW })).reason).toBe('INVALID_ARGUMENT')
  }
})
