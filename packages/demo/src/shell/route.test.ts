import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf, parseRoute, type Route } from './route.ts'

const name = fc.string({ minLength: 1, unit: 'grapheme' })

test('what an address was made of is read from it again, whatever the names', () => {
  const route = fc.oneof<fc.Arbitrary<Route>[]>(
    fc.constant({ kind: 'home' }),
    name.map((id) => ({ kind: 'conversation', id: `C2C${id}` })),
    name.map((id) => ({ kind: 'conversation', id: `GROUP${id}` })),
    name.map((groupID) => ({ kind: 'join', groupID })),
    name.map((userID) => ({ kind: 'as', userID })),
    fc.record({
      kind: fc.constant('watch' as const),
      sdkAppId: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
      groupID: name,
    }),
  )
  fc.assert(
    fc.property(route, (wanted) => {
      expect(parseRoute(hashOf(wanted))).toEqual(wanted)
    }),
  )
})

test('an address that means nothing leads home', () => {
  const home = { kind: 'home' }
  for (const hash of [
    '',
    '#',
    '#/',
    '#/c',
    '#/c/',
    '#/c/bob',
    '#/watch/x/room',
    '#/watch/1',
    '#/c/%E0%A4%A',
    '#/nowhere/at/all',
  ])
    expect(parseRoute(hash), hash).toEqual(home)
})
