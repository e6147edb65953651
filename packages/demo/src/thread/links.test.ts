import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textParts } from './links.ts'

test('addresses of the web are links, without the signs of the sentence around them', () => {
  expect(textParts('See https://example.com/a?b=1. Or (http://x.test)!', false)).toEqual([
    { text: 'See ' },
    { text: 'https://example.com/a?b=1', href: 'https://example.com/a?b=1' },
    { text: '. Or (' },
    { text: 'http://x.test', href: 'http://x.test' },
    { text: ')!' },
  ])
})

test('[CHK26] nothing else is a link', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'JaVaScRiPt://https', '<a href="x">', 'file:///etc'])
    expect(
      textParts(text, true).some(({ href }) => href !== undefined),
      text,
    ).toBe(false)
})

test('names are found only in a message that names people', () => {
  expect(textParts('hi @bob, a@b', true)).toEqual([
    { text: 'hi ' },
    { text: '@bob,', isMention: true },
    { text: ' a@b' },
  ])
  expect(textParts('hi @bob', false)).toEqual([{ text: 'hi @bob' }])
})

test('no letter of a text is lost, and every link is one of the web', () => {
  const text = fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant(' @bob '))).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(text, fc.boolean(), (whole, hasMentions) => {
      const parts = textParts(whole, hasMentions)
      expect(parts.map((part) => part.text).join('')).toBe(whole)
      for (const { href } of parts)
        if (href !== undefined) expect(['http:', 'https:']).toContain(new URL(href).protocol)
    }),
  )
})
