import fc from 'fast-check'
import { expect, it } from 'vitest'
import { waitBefore } from './backoff.ts'

it('a wait is never shorter than what the server asks for, and never much longer than the bound', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 0, max: 60_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (tries, asked, random) => {
        const wait = waitBefore(tries, asked, () => random)
        expect(wait).toBeGreaterThanOrEqual(asked)
        expect(wait).toBeLessThan(asked + 10_000)
      },
    ),
  )
})

it('the bound of the wait doubles from try to try, and any wait below it is as likely', () => {
  const most = (tries: number) => waitBefore(tries, 0, () => 0.999_999)
  expect([1, 2, 3, 20].map(most)).toEqual([199, 399, 799, 9999])
  expect(waitBefore(5, 0, () => 0)).toBe(0)
})
