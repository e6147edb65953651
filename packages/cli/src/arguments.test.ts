import { InvalidArgumentError } from 'commander'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64, parseBase64, parseCurve, parseSdkAppId, parseUnixTime } from './arguments.ts'

test.each(['0', '-1', '4294967296', '1e3', '0x10', ' 1', '1 ', '', '١', '1.0'])('%j is no SDKAppID', (text) => {
  expect(() => parseSdkAppId(text)).toThrow(InvalidArgumentError)
})

test('numbers in range are read as they stand', () => {
  expect(parseSdkAppId('4294967295')).toBe(4294967295)
  expect(parseUnixTime('0')).toBe(0)
})

test('bytes survive base64, and every other spelling of them is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64')
      expect(decodeBase64(text)).toEqual(bytes)
      for (const other of [` ${text}`, `${text}\n`, `${text}=`]) expect(decodeBase64(other)).toBeUndefined()
    }),
  )
  expect(decodeBase64('QQ')).toBeUndefined()
  expect(decodeBase64('QR==')).toBeUndefined()
  expect(decodeBase64('_-8=')).toBeUndefined()
  expect(() => parseBase64('%')).toThrow(InvalidArgumentError)
})

test('curves have their usual names, in any case', () => {
  expect(['p-256', 'P-256', 'prime256v1', 'SECP256K1'].map(parseCurve)).toEqual([
    'P-256',
    'P-256',
    'P-256',
    'secp256k1',
  ])
  for (const name of ['P-384', 'constructor', '__proto__', ''])
    expect(() => parseCurve(name)).toThrow(InvalidArgumentError)
})
