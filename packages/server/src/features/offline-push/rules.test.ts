import { expect, it } from 'vitest'
import { expiryOf, isFinal, mayNotify } from './rules.ts'

it('[PSH3] who wants to hear nothing hears nothing, whoever writes', () => {
  for (const isPrivate of [true, false])
    for (const byApp of [true, false])
      for (const heedsMute of [true, false]) {
        const by = { isPrivate, byApp, heedsMute }
        expect(mayNotify('AcceptAndNotify', by)).toBe(true)
        expect(mayNotify('AcceptNotNotify', by)).toBe(isPrivate && byApp && !heedsMute)
        expect(mayNotify('Discard', by)).toBe(false)
      }
})

it('[PSH6] a push is given up when it is older than the limit, or when its message is no more', () => {
  expect(expiryOf({ at: 1_000 }, 61_000, 60_000)).toBeUndefined()
  expect(expiryOf({ at: 1_000 }, 61_001, 60_000)).toBe('age')
  expect(expiryOf({ at: 1_000, lifeTime: 5 }, 5_999, 60_000)).toBeUndefined()
  expect(expiryOf({ at: 1_000, lifeTime: 5 }, 6_000, 60_000)).toBe('lifetime')
})

it('[PSH7] only an answer that says that the request is wrong ends it: a gateway that is set up badly is set up well later', () => {
  expect([400, 413, 422].every(isFinal)).toBe(true)
  expect([undefined, 302, 401, 403, 404, 408, 429, 500, 503].some(isFinal)).toBe(false)
})
