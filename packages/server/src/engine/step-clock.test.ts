import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepClock } from './step-clock.ts'

describe('[CHK55] a clock that is set back', () => {
  it('gives a time as it is while nobody touches it', () => {
    let time = 1_000_000
    const clock = stepClock(() => time)
    time += 500_000
    expect(clock.now()).toBe(1_500_000)
    expect(clock.notAfter(1_200_000)).toBe(1_200_000)
  })

  it('takes a time of the step for the lowest that the clock showed, and one after it as it is', () => {
    let time = 10_000_000
    const clock = stepClock(() => time)
    time = 6_000_000
    clock.now()
    time = 11_000_000
    expect(clock.notAfter(9_999_999)).toBe(6_000_000)
    expect(clock.notAfter(5_000_000)).toBe(5_000_000)
    expect(clock.notAfter(10_500_000)).toBe(10_500_000)
  })

  it('distrusts a time from the future: it was given before a restart', () => {
    const clock = stepClock(() => 1_000_000)
    expect(clock.notAfter(2_000_000)).toBe(0)
    expect(clock.notAfter(1_010_000)).toBe(1_010_000)
  })

  it('never lets a stamp hide that came after the time asked for', () => {
    const step = fc.integer({ min: -10_000_000, max: 10_000_000 })
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 20 }), fc.nat(), (steps, at) => {
        let time = 1_000_000_000
        const clock = stepClock(() => time)
        const stamps = steps.map((by) => {
          time += by
          return clock.now()
        })
        const asked = at % stamps.length
        const oldest = clock.notAfter(stamps[asked]!) - 60_000 * steps.length
        for (const stamp of stamps.slice(asked)) expect(stamp).toBeGreaterThanOrEqual(oldest)
      }),
      // A step back that is too small to be noticed, before a great one.
      { examples: [[[0, -1, -240_000, 210_001], 0]] },
    )
  })
})
