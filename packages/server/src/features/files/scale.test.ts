import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SHORT_SIDE, scaledTo } from './scale.ts'

it('[FILE9] the shorter side fits and the proportions stay', () => {
  expect(scaledTo({ width: 4000, height: 3000 }, SHORT_SIDE.large)).toEqual({ width: 960, height: 720 })
  expect(scaledTo({ width: 3000, height: 4000 }, SHORT_SIDE.thumb)).toEqual({ width: 198, height: 264 })
})

it('[FILE9] nothing is enlarged, and a strip has a bounded length and at least a pixel of height', () => {
  expect(scaledTo({ width: 100, height: 50 }, SHORT_SIDE.thumb)).toEqual({ width: 100, height: 50 })
  expect(scaledTo({ width: 60_000, height: 3 }, SHORT_SIDE.thumb)).toEqual({ width: 792, height: 1 })
  const side = fc.integer({ min: 1, max: 100_000 })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const scaled = scaledTo({ width, height }, 198)
      expect(scaled.width).toBeLessThanOrEqual(Math.min(width, 792))
      expect(scaled.height).toBeLessThanOrEqual(Math.min(height, 792))
      expect(Math.min(scaled.width, scaled.height)).toBeGreaterThanOrEqual(1)
    }),
  )
})
