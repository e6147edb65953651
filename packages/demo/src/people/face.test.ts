import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hueOf, initialsOf } from './face.ts'

test('initials are those that people expect', () => {
  const cases = { alice: 'A', 'Alice Liddell': 'AL', 'a.b.c': 'AC', 王小明: '明', '👩‍🚀 Ada': '👩‍🚀A', ' ': '', '': '' }
  for (const [name, initials] of Object.entries(cases)) expect(initialsOf(name), name).toBe(initials)
})

test('people whose names are as short as those of a demo are told apart by their colours', () => {
  const hues = ['alice', 'bob', 'carol', 'dave'].map(hueOf).toSorted((a, b) => a - b)
  const gaps = hues.map((hue, index) => (hues[(index + 1) % hues.length]! - hue + 360) % 360)
  expect(Math.min(...gaps)).toBeGreaterThan(20)
})

test('any ID has one colour', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (id) => {
      expect(hueOf(id)).toBe(hueOf(id))
      expect(hueOf(id)).toBeGreaterThanOrEqual(0)
      expect(hueOf(id)).toBeLessThan(360)
    }),
  )
})
