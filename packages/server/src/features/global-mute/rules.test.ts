import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FOREVER_SECONDS, isMuteSeconds, muteRefusal, secondsLeft, untilOf } from './rules.ts'

describe('[MUTE1] a global mute', () => {
  it('lasts until its time is over, and for ever when its seconds say so', () => {
    const mutes = { c2c: untilOf(60, 1000), group: untilOf(FOREVER_SECONDS, 1000) }
    expect(muteRefusal(mutes, 'c2c', 60_999)).toBe('SENDER_MUTED')
    expect(muteRefusal(mutes, 'c2c', 61_000)).toBeUndefined()
    expect(muteRefusal(mutes, 'group', 9e15)).toBe('GROUP_MUTED')
    expect(secondsLeft(mutes.group, 9e15)).toBe(FOREVER_SECONDS)
  })

  it('tells the seconds that are left, never more than were given and none that are over', () => {
    const time = fc.integer({ min: 0, max: 1e13 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: FOREVER_SECONDS - 1 }),
        time,
        fc.integer({ min: 0, max: 1e10 }),
        (s, now, later) => {
          const left = secondsLeft(untilOf(s, now), now + later)
          expect(left).toBe(Math.max(0, Math.ceil(s - later / 1000)))
          expect(left > 0).toBe(muteRefusal({ c2c: untilOf(s, now), group: 0 }, 'c2c', now + later) !== undefined)
        },
      ),
    )
  })

  it.each([-1, 1.5, FOREVER_SECONDS + 1, Number.NaN])('takes no time of %s seconds', (seconds) => {
    expect(isMuteSeconds(seconds)).toBe(false)
  })
})
