import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { newRecoveryCodes, newSecret, recoveryHash, stepOf } from './codes.ts'

/** The secret of the test vectors of RFC 6238, appendix B; the codes there have eight digits, of which these are the last six. */
const RFC = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('[CON13] the code of RFC 6238 at %i s is %s', (seconds, code) => {
  expect(stepOf(RFC, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
})

test('[CON13] a code counts in the half minute before and after its own, and then no more', () => {
  const at = 1_111_111_109_000
  const step = Math.floor(at / 30_000)
  const counts = [-2, -1, 0, 1, 2].map((off) => stepOf(RFC, '081804', at + off * 30_000))
  expect(counts).toEqual([undefined, step, step, step, undefined])
})

test.each(['', '81804', '0818040', 'abcdef', '０８１８０４', '+81804', ' 81804'])('%j is no code', (code) => {
  expect(stepOf(RFC, code, 1_111_111_109_000)).toBeUndefined()
})

test('a secret has 160 bits, and its address is one that authenticators understand', () => {
  const { secret, uri } = newSecret('olga', 'Signet')
  expect(Secret.fromBase32(secret).bytes).toHaveLength(20)
  expect(uri).toMatch(/^otpauth:\/\/totp\/Signet:olga\?/)
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: 59_000 })
  expect(stepOf(secret, code, 59_000)).toBe(1)
})

test('[CON13] recovery codes are all different, and their hashes belong to one user', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/)
  const [code] = codes
  expect(recoveryHash('olga', code!.toUpperCase().replaceAll('-', ' '))).toBe(recoveryHash('olga', code!))
  expect(recoveryHash('owner', code!)).not.toBe(recoveryHash('olga', code!))
})
