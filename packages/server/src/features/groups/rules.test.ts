import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FOREVER_SECONDS, untilOf } from './rules.ts'

const NOW = 1_795_424_545_000

it('[GRP12] a mute or ban ends as long after now as was asked for, and at a time that the wire can say', () => {
  expect(untilOf(NOW, 60)).toBe(NOW + 60_000)
  expect(untilOf(NOW, FOREVER_SECONDS)).toBe(FOREVER_SECONDS * 1000)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: FOREVER_SECONDS }), (seconds) => {
      const until = untilOf(NOW, seconds)
      expect(until).toBeGreaterThan(NOW)
      expect(until / 1000).toBeLessThanOrEqual(0xffff_ffff)
    }),
  )
})
