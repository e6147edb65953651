import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAdmission } from './admission.ts'

function world(perSecond: number, burst: number, random = Math.random) {
  let time = 0
  const admission = createAdmission({ perSecond, burst, now: () => time, random })
  return {
    at(moment: number): number {
      time = moment
      return admission.wait()
    },
  }
}

describe('[SES17] logins', () => {
  it('are taken up to the burst at once, then at the rate, and whoever finds no place is told when', () => {
    const { at } = world(10, 3, () => 0)
    expect([at(0), at(0), at(0)]).toEqual([0, 0, 0])
    expect([at(0), at(0), at(0)]).toEqual([100, 200, 300])
    expect(at(99)).toBeGreaterThan(0)
    expect(at(100)).toBe(0)
    expect([at(60_000), at(60_000), at(60_000)]).toEqual([0, 0, 0])
  })

  it('are taken on a quiet server, whatever fraction of a millisecond the clock shows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.integer({ min: 1, max: 5_000 }),
        (time, perSecond) => {
          expect(world(perSecond, 1).at(time)).toBe(0)
        },
      ),
    )
  })

  it('are never more than the rate and the burst allow, whenever they come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 })
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20 }), (steps, perSecond, burst) => {
        const { at } = world(perSecond, burst)
        let time = 0
        const taken: number[] = []
        for (const gap of steps) {
          time += gap
          if (at(time) === 0) taken.push(time)
        }
        for (const [i, from] of taken.entries()) {
          for (const [n, to] of taken.slice(i).entries()) {
            expect(n + 1).toBeLessThanOrEqual(burst + ((to - from) * perSecond) / 1000 + 1e-6)
          }
        }
      }),
    )
  })

  it('[CHK37] of 50,000 clients that come back within 5 s are all taken within 30 s, and nobody asks often', () => {
    const { at } = world(2000, 2000)
    // Each client with its next try, in the order of time: buckets of a millisecond.
    const tries = new Map<number, number>()
    const later = (time: number) => tries.set(time, (tries.get(time) ?? 0) + 1)
    for (let i = 0; i < 50_000; i++) later(Math.floor((i / 50_000) * 5000))
    let asked = 0
    let last = 0
    for (let time = 0; time < 60_000; time++) {
      for (let n = tries.get(time) ?? 0; n > 0; n--) {
        asked++
        const wait = at(time)
        if (wait === 0) last = time
        else later(time + wait)
      }
      tries.delete(time)
    }
    expect(tries.size).toBe(0)
    expect(last).toBeLessThanOrEqual(30_000)
    expect(asked / 50_000).toBeLessThan(4)
  })

  it('are told no time beyond half a minute, and not all the same one', () => {
    const { at } = world(1, 1)
    const waits = Array.from({ length: 500 }, () => at(0))
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_500)
    expect(new Set(waits.slice(100)).size).toBeGreaterThan(300)
  })
})
