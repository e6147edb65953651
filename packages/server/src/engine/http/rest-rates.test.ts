import { expect, it } from 'vitest'
import { createRates } from './rest-rates.ts'

it('[REST7] a second’s worth may come at once, then one by one; a command may ask for less but not for more', () => {
  let now = 1000
  const rates = createRates({ perSecond: 10, perSecondOfApp: 15, now: () => now })
  const take = (count: number, perSecond?: number, app = 1) =>
    Array.from({ length: count }, () => rates.ofCommand(app, 'a/b', perSecond).wait)
  expect(take(10).every((wait) => wait === 0)).toBe(true)
  expect(take(1)).toEqual([100])
  now += 100
  expect(take(2)).toEqual([0, 100])
  expect(take(1, undefined, 2)).toEqual([0])
  expect(rates.ofCommand(1, 'a/slow', 1)).toEqual({ wait: 0, calls: 1, limit: 1 })
  expect(rates.ofCommand(1, 'a/slow', 1)).toEqual({ wait: 1000, calls: 2, limit: 1 })
  const eager = Array.from({ length: 11 }, () => rates.ofCommand(1, 'a/eager', 1000).wait)
  expect(eager.filter((wait) => wait > 0)).toHaveLength(1)
  const all = Array.from({ length: 16 }, () => rates.ofApp(1))
  expect(all.filter((wait) => wait > 0)).toEqual([67])
})
