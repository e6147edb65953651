import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isScalar } from './curve.ts'
import { signatureFromDer, signatureToDer } from './der.ts'
import { hex } from './sha256.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const positive = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((scalar) => scalar.some((byte) => byte !== 0))

describe('ECDSA signatures in DER', () => {
  test('what is written is read back, short numbers included', () => {
    fc.assert(
      fc.property(positive, positive, fc.nat(31), fc.nat(31), (r, s, zerosR, zerosS) => {
        r.fill(0, 0, zerosR)
        s.fill(0, 0, zerosS)
        fc.pre(r.some(Boolean) && s.some(Boolean))
        const raw = Uint8Array.from([...r, ...s])
        expect(hex(signatureFromDer(signatureToDer(raw))!)).toBe(hex(raw))
      }),
    )
  })

  test('whatever is read is the one encoding of its numbers', () => {
    const good = signatureToDer(new Uint8Array(64).map((_, i) => 0x80 ^ (i * 5)))
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, value) => {
        const changed = Uint8Array.from(good)
        changed[at] = value
        const raw = signatureFromDer(changed)
        if (raw) expect(hex(signatureToDer(raw))).toBe(hex(changed))
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['an empty text', ''],
    ['a zero r', '30 06 02 01 00 02 01 01'],
    ['a negative s', '30 06 02 01 01 02 01 80'],
    ['a needless leading zero', '30 07 02 02 00 01 02 01 01'],
    ['a long form of a short length', '30 81 06 02 01 01 02 01 01'],
    ['an indefinite length', '30 80 02 01 01 02 01 01 00 00'],
    ['bytes after the sequence', '30 06 02 01 01 02 01 01 00'],
    ['bytes after s inside the sequence', '30 08 02 01 01 02 01 01 05 00'],
    ['only r', '30 03 02 01 01'],
    ['an empty integer', '30 05 02 00 02 01 01'],
    ['another type for s', '30 06 02 01 01 04 01 01'],
    ['an s of 33 bytes', `30 26 02 01 01 02 21 01 ${'00'.repeat(32)}`],
  ])('%s is refused', (_, text) => {
    const out = signatureFromDer(bytes(text))
    // A zero is well-formed DER; that it is no signature is told by the range of the curve.
    if (out) expect(isScalar('P-256', out)).toBe(false)
    else expect(out).toBeUndefined()
  })

  test('r and s have to be from 1 to n-1', () => {
    const n = {
      'P-256': 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
      secp256k1: 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141',
    }
    for (const curve of ['P-256', 'secp256k1'] as const) {
      const order = bytes(n[curve])
      const below = Uint8Array.from(order)
      below[31]!--
      expect(isScalar(curve, order)).toBe(false)
      expect(isScalar(curve, below)).toBe(true)
      expect(isScalar(curve, new Uint8Array(32).fill(255))).toBe(false)
      expect(isScalar(curve, new Uint8Array(32))).toBe(false)
    }
  })
})
