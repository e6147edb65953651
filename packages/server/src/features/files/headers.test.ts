import { decodeExtended, parse } from 'content-disposition'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headersOf, isKnown } from './headers.ts'
import { cleanName } from './rules.ts'

const headers = (type: string, name = 'x') => headersOf({ name, type, tag: '"t"' })

describe('[FILE5] [CHK24] what a browser is told', () => {
  it.each(['image/svg+xml', 'text/html', 'application/pdf', 'application/octet-stream', 'image/png+evil'])(
    '%s is saved, as bytes of no type',
    (type) => {
      expect(headers(type)).toMatchObject({ 'content-type': 'application/octet-stream' })
      expect(headers(type)['content-disposition']).toMatch(/^attachment/)
    },
  )

  it('an image is shown, and still runs nothing', () => {
    expect(headers('image/png')).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'referrer-policy': 'no-referrer',
    })
    expect(headers('image/png')['content-disposition']).toMatch(/^inline/)
  })
})

it('[FILE6] any name survives its header, and no name gets out of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (given) => {
      const name = cleanName(given)
      const header = headers('text/html', name)['content-disposition']
      expect(header).toMatch(/^[\x20-\x7e\xa0-\xff]*$/)
      const { type, parameters } = parse(header)
      expect(type).toBe('attachment')
      expect(['filename', 'filename*']).toEqual(expect.arrayContaining(Object.keys(parameters)))
      const extended = parameters['filename*']
      expect(extended === undefined ? parameters['filename'] : decodeExtended(extended)).toBe(name)
    }),
  )
})

it('[FILE10] a caller that has the content is told so', () => {
  expect(isKnown('"a", W/"t"', '"t"')).toBe(true)
  expect(isKnown('*', '"t"')).toBe(true)
  expect(isKnown('"a"', '"t"')).toBe(false)
  expect(isKnown(undefined, '"t"')).toBe(false)
})
