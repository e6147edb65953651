import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equalConstantTime, hex, hmacSha256, hmacState, sha256, sha256Hex } from './sha256.ts'

test('SHA-256 agrees with an independent one at every length around the block size', () => {
  for (let length = 0; length < 260; length++) {
    const bytes = new Uint8Array(length).map((_, i) => (i * 7 + length) & 255)
    expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})

test('SHA-256 of the published example is the published value', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('HMAC agrees with an independent one, whatever the lengths of key and message', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 300 }), (key, message) => {
      const expected = createHmac('sha256', key).update(message).digest('hex')
      const state = hmacState(key)
      expect(hex(hmacSha256(state, message))).toBe(expected)
      expect(hex(hmacSha256(state, message))).toBe(expected)
    }),
    { numRuns: 500 },
  )
})

test('a comparison finds a difference in any byte and in length', () => {
  const bytes = sha256(new Uint8Array(3))
  expect(equalConstantTime(bytes, Uint8Array.from(bytes))).toBe(true)
  for (let i = 0; i < 32; i++) {
    const other = Uint8Array.from(bytes)
    other[i]! ^= 1
    expect(equalConstantTime(bytes, other)).toBe(false)
  }
  expect(equalConstantTime(bytes, bytes.subarray(1))).toBe(false)
})
