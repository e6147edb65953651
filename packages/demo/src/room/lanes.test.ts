import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FLIGHT_MS, Lanes } from './lanes.ts'

test('comments at once take lanes from the top, and what finds none is not flown', () => {
  const lanes = new Lanes(2)
  expect([1, 2, 3].map(() => lanes.place('hello', 800, 0))).toEqual([0, 1, undefined])
  expect(lanes.place('later', 800, FLIGHT_MS)).toBe(0)
})

test('in one lane nobody begins before the one before has come in whole', () => {
  const comment = fc.record({ text: fc.string({ maxLength: 60 }), after: fc.integer({ min: 0, max: 2_000 }) })
  fc.assert(
    fc.property(fc.array(comment), fc.integer({ min: 200, max: 2_000 }), (comments, width) => {
      const lanes = new Lanes(3)
      const inside = new Map<number, number>()
      let now = 0
      for (const { text, after } of comments) {
        now += after
        const lane = lanes.place(text, width, now)
        if (lane === undefined) continue
        expect(now).toBeGreaterThanOrEqual(inside.get(lane) ?? 0)
        const own = [...text].length * 18
        inside.set(lane, now + (own / (width + own)) * FLIGHT_MS * 0.9)
      }
    }),
  )
})
