import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DEFAULT_SETTINGS,
  isUsable,
  keyStatus,
  nameProblem,
  profileProblem,
  settingsProblem,
  sigNotBeforeAt,
  tinyIdOf,
} from './rules.ts'

test('[APP3] the defaults are settings that may be chosen', () => {
  expect(settingsProblem({ ...DEFAULT_SETTINGS })).toBeUndefined()
})

test.each([
  [{ maxInstances: 0 }, 'maxInstances is an integer from 1 to 10.'],
  [{ maxInstances: 11 }, 'maxInstances'],
  [{ maxInstances: 1.5 }, 'maxInstances'],
  [{ maxInstances: '3' }, 'maxInstances'],
  [{ webInstances: 11 }, 'webInstances is an integer from 0 to 10.'],
  [{ maxMessageBytes: 1_023 }, 'maxMessageBytes'],
  [{ maxMessageBytes: Number.NaN }, 'maxMessageBytes'],
  [{ loginPolicy: 'double' }, 'loginPolicy is one of single, webAndOne, webDesktopMobile, perPlatform, multi.'],
  [{ accountCreation: undefined }, 'accountCreation'],
  [{ roamingDays: 3_651 }, 'roamingDays'],
  [{ color: 'red' }, 'There is no setting "color"'],
  [{ constructor: 1 }, 'There is no setting "constructor"'],
])('[APP3] %j is refused with what is allowed', (settings, problem) => {
  expect(settingsProblem(settings)).toContain(problem)
})

test.each(['', '   ', 'x'.repeat(101), 'two\nlines', '\u0000', 7, undefined])(
  '[APP6] %j is no name of an application',
  (name) => {
    expect(nameProblem(name)).toContain('1–100 characters')
  },
)

test('[APP6] names in any script are fine', () => {
  for (const name of ['Shop', '商店', 'x'.repeat(100), "O'Neil; drop table app"])
    expect(nameProblem(name)).toBeUndefined()
})

test('[ACC6] a nickname has at most 500 bytes, counted as UTF-8', () => {
  expect(profileProblem('Nick', '好'.repeat(166))).toBeUndefined()
  expect(profileProblem('Nick', '好'.repeat(167))).toContain('500 bytes')
  expect(profileProblem('FaceUrl', 'x'.repeat(501))).toContain('FaceUrl')
  expect(profileProblem('Nick', '\ud800')).toContain('Nick')
  expect(profileProblem('Nick', 5)).toContain('Nick')
  expect(profileProblem('Nick', undefined)).toBeUndefined()
})

describe('keyStatus', () => {
  const none = { retiresAt: undefined, revokedAt: undefined }

  test('[KEY5] a retired key verifies until its last moment and not after it', () => {
    const key = { ...none, retiresAt: 10_000 }
    expect([keyStatus(none, 0), keyStatus(key, 9_999), keyStatus(key, 10_000)]).toEqual([
      'active',
      'retiring',
      'retired',
    ])
    expect([isUsable(none, 0), isUsable(key, 9_999), isUsable(key, 10_000)]).toEqual([true, true, false])
  })

  test('[KEY4] a revoked key never verifies, whatever else is said of it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.option(fc.nat(), { nil: undefined }), fc.nat(), (revokedAt, retiresAt, now) => {
        expect(isUsable({ revokedAt, retiresAt }, now)).toBe(false)
      }),
    )
  })
})

test('[ACC5] a ticket signed at the revocation or before is refused, one signed a second later is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 100_000 }), (now, earlier) => {
      const notBefore = sigNotBeforeAt(now)
      expect(Math.floor(Math.max(0, now - earlier) / 1000)).toBeLessThan(notBefore)
      expect(Math.floor((now + 1000) / 1000)).toBeGreaterThanOrEqual(notBefore)
    }),
  )
})

test('[ACC3] a tinyID is 2^57 plus what was drawn, exactly', () => {
  expect(tinyIdOf(0)).toBe('144115188075855872')
  expect(tinyIdOf(2 ** 40 - 1)).toBe('144116287587483647')
  fc.assert(fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (a, b) => (tinyIdOf(a) === tinyIdOf(b)) === (a === b)))
})
