import { generateKeyPair, generateSecret, privateKey, secretKey, sign } from '@signet/usersig/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerLine, type Defaults } from './batch-line.ts'
import { KeyCache } from './key-cache.ts'

const now = 1_700_000_000
const secret = generateSecret()
const pair = generateKeyPair()
const claims = { sdkAppId: 1400000001, userId: 'alice', now }
const plain = sign(secretKey(secret), claims)
const withBuf = sign(secretKey(secret), { ...claims, userBuf: Buffer.from('room=42') })
const defaults: Defaults = { now: () => now, lenient: false, userbuf: undefined }

const question = { id: 7, key: secret, sdkappid: 1400000001, identifier: 'alice', usersig: plain }
const raw = (line: string | undefined, given: Partial<Defaults> = {}) =>
  JSON.parse(answerLine(line, new KeyCache(), { ...defaults, ...given }))
const ask = (change: object, given: Partial<Defaults> = {}) => raw(JSON.stringify({ ...question, ...change }), given)

test('a good ticket is answered with its id, ok, code and reason', () => {
  expect(ask({})).toEqual({ id: 7, ok: true, code: 0, reason: 'OK' })
})

test('the key decides the version: a public key verifies v1, a secret v2, and neither the other', () => {
  const v1 = sign(privateKey(pair.privateKey), claims)
  expect(ask({ key: pair.publicKey, usersig: v1 }).ok).toBe(true)
  expect(ask({ key: pair.publicKey })).toMatchObject({ ok: false, code: 70009 })
  expect(ask({ usersig: v1 })).toMatchObject({ ok: false, code: 70009 })
})

test.each([
  ['another user', { identifier: 'bob' }, 70013],
  ['another application', { sdkappid: 1400000002 }, 70014],
  ['another key', { key: generateSecret() }, 70009],
  ['after its end', { now: now + 15_552_001 }, 70001],
  ['an empty ticket', { usersig: '' }, 70002],
  ['a private key', { key: pair.privateKey }, 70016],
  ['an unreadable key', { key: '-----BEGIN PUBLIC KEY-----' }, 70016],
])('[CHK4] a ticket for %s is refused with its code', (_name, change, code) => {
  expect(ask(change)).toMatchObject({ id: 7, ok: false, code, message: expect.any(String) })
})

test('a ticket with a userbuf is accepted only when asked for, and shows it', () => {
  const userbuf = Buffer.from('room=42').toString('base64')
  expect(ask({ usersig: withBuf })).toMatchObject({ ok: false, reason: 'USER_BUF_UNEXPECTED' })
  expect(ask({ usersig: withBuf, userbuf })).toMatchObject({ ok: true, userbuf })
  expect(ask({ usersig: withBuf, userbuf: 'AAAA' })).toMatchObject({ ok: false, reason: 'USER_BUF_MISMATCH' })
  expect(ask({ usersig: withBuf }, { userbuf: true })).toMatchObject({ ok: true, userbuf })
  expect(ask({ userbuf })).toMatchObject({ ok: false, reason: 'USER_BUF_MISMATCH' })
})

test.each([
  ['', null],
  ['not JSON', null],
  ['[]', null],
  ['null', null],
  ['7', null],
  ['{}', null],
  ['{"id":"x"}', 'x'],
  ['{"id":{"a":1}}', null],
  [JSON.stringify({ ...question, sdkappid: '1400000001' }), 7],
  [JSON.stringify({ ...question, usersig: 5 }), 7],
  [JSON.stringify({ ...question, lenient: 'yes' }), 7],
  [JSON.stringify({ ...question, now: 'today' }), 7],
  [JSON.stringify({ ...question, userbuf: '!' }), 7],
  [undefined, null],
])('the unreadable line %j answers for itself', (line, id) => {
  expect(raw(line)).toMatchObject({ id, ok: false, code: 70402, reason: 'BAD_LINE' })
})

test('whatever a line holds, the answer is one line of JSON and nothing that was not signed is accepted', () => {
  const fields = fc.record(
    {
      id: fc.jsonValue(),
      key: fc.oneof(fc.constant(secret), fc.constant(pair.publicKey), fc.jsonValue()),
      sdkappid: fc.oneof(fc.constant(1400000001), fc.jsonValue()),
      identifier: fc.oneof(fc.constant('alice'), fc.jsonValue()),
      usersig: fc.oneof(fc.string(), fc.jsonValue()),
      now: fc.oneof(fc.constant(now), fc.jsonValue()),
      lenient: fc.oneof(fc.boolean(), fc.jsonValue()),
      userbuf: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  const keys = new KeyCache()
  fc.assert(
    fc.property(
      fc.oneof(
        fields.map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      (line) => {
        const answer = answerLine(line, keys, defaults)
        expect(answer).not.toContain('\n')
        expect(JSON.parse(answer)).toMatchObject({ ok: false, code: expect.any(Number), reason: expect.any(String) })
      },
    ),
  )
})

test('[CHK15] an answer never shows the key or the ticket', () => {
  for (const change of [{ identifier: 'bob' }, { key: `${secret} ` }, { usersig: `${plain}x` }]) {
    const answer = JSON.stringify(ask(change))
    expect(answer).not.toContain(secret)
    expect(answer).not.toContain(plain)
  }
})
