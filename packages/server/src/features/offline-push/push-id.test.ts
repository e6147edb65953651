import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pushId, readPushId } from './push-id.ts'

const key = randomBytes(32)
const FACTS = { sdkAppId: 7, from: 'alice', to: 'bob', key: '1_2_3', msgSeq: 1, random: 2, time: 3 }

it('[PSH9] an id says what the push is about, the same each time, to its application alone', () => {
  const id = pushId(key, FACTS)
  expect(pushId(key, FACTS)).toBe(id)
  expect(readPushId(key, 7, id)).toEqual(FACTS)
  expect(readPushId(key, 8, id)).toBeUndefined()
  expect(readPushId(randomBytes(32), 7, id)).toBeUndefined()
})

it('[PSH9] an id that was changed, cut or made up says nothing', () => {
  const id = pushId(key, FACTS)
  fc.assert(
    fc.property(fc.nat(id.length - 1), fc.constantFrom(...'abcXYZ019_-.'), (at, char) => {
      const other = `${id.slice(0, at)}${char}${id.slice(at + 1)}`
      // The last character of either part may hold bits that mean nothing.
      if (other !== id && readPushId(key, 7, other) !== undefined) expect(at).toBe(id.length - 1)
    }),
  )
  fc.assert(fc.property(fc.string(), (made) => readPushId(key, 7, made) === undefined))
  expect(readPushId(key, 7, id.slice(0, -1))).toBeUndefined()
  expect(readPushId(key, 7, `${id}.x`)).toBeUndefined()
})
