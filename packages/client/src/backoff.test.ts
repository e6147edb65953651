import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullJitter } from './backoff.ts'

const bounds = { base: 500, cap: 30_000 }

test('the bound of the wait doubles with each try up to the cap', () => {
  const longest = (attempt: number): number => fullJitter(attempt, bounds, () => 0.999_999)
  expect([0, 1, 2, 3].map(longest)).toEqual([499, 999, 1999, 3999])
  expect(longest(6)).toBe(29_999)
  expect(longest(10_000)).toBe(29_999)
})

test('the wait is anything from nothing to the bound', () => {
  expect(fullJitter(9, bounds, () => 0)).toBe(0)
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
      const wait = fullJitter(attempt, bounds, () => random)
      expect(wait).toBeGreaterThanOrEqual(0)
      expect(wait).toBeLessThan(bounds.cap)
    }),
  )
})
