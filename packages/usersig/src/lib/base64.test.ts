import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64, decodeTicketLenient, encodeBase64 } from './base64.ts'

const toTicket = (text: string): string => text.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')

describe('base64', () => {
  test('both alphabets agree with an independent encoder', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const standard = Buffer.from(bytes).toString('base64')
        expect(encodeBase64(bytes, 'standard')).toBe(standard)
        expect(encodeBase64(bytes, 'ticket')).toBe(toTicket(standard))
        expect([...decodeBase64(standard, 'standard')!]).toEqual([...bytes])
        expect([...decodeBase64(toTicket(standard), 'ticket')!]).toEqual([...bytes])
      }),
    )
  })

  test('long input outgrows the shared memory and still encodes', () => {
    const bytes = new Uint8Array(9000).map((_, i) => i)
    expect(encodeBase64(bytes, 'standard')).toBe(Buffer.from(bytes).toString('base64'))
  })

  test('every text that strict decoding takes is the one text of its bytes', () => {
    const characters = fc.constantFrom(...'AQgw09zZ*-_+/= \nµÿĀ€')
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
        const bytes = decodeBase64(text, 'ticket')
        if (bytes) expect(encodeBase64(bytes, 'ticket')).toBe(text)
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['a missing pad', 'QQ_'],
    ['three pads', 'Q___'],
    ['only pads', '____'],
    ['a pad inside', 'QQ__QQ__'],
    ['bits after the last byte', 'QR__'],
    ['the standard alphabet', 'ab+/'],
    ['a character whose low bits are a valid one', 'QUF\u0142'],
    ['whitespace', 'QUFB\n'],
  ])('strict decoding refuses %s', (_, text) => {
    expect(decodeBase64(text, 'ticket')).toBeUndefined()
  })

  test.each([
    ['the standard alphabet', '+/+/', 'fbff*'],
    ['a missing pad', 'QQ', 'A'],
    ['whitespace anywhere', ' Q\r\nU\tFB ', 'AAA'],
  ])('lenient decoding takes %s', (_, text) => {
    const packed = text.replace(/\s/g, '')
    expect(Buffer.from(decodeTicketLenient(text)!)).toEqual(Buffer.from(packed, 'base64'))
  })

  test('lenient decoding still refuses what has no meaning', () => {
    for (const text of ['Q', 'QR', 'QU%B', 'QUF\u0142', 'QQ__QQ']) expect(decodeTicketLenient(text)).toBeUndefined()
  })
})
