import { generateSecret, UserSigError } from '@signet/usersig/node'
import { expect, test } from 'vitest'
import { KeyCache } from './key-cache.ts'

test('a key is parsed once while it is in use', () => {
  const keys = new KeyCache(2)
  const [a, b, c] = [generateSecret(), generateSecret(), generateSecret()]
  const first = keys.get(a)
  keys.get(b)
  expect(keys.get(a)).toBe(first)
  keys.get(c)
  expect(keys.get(a)).toBe(first)
})

test('the least recently used key is dropped: the cache stays at its limit', () => {
  const keys = new KeyCache(2)
  const old = generateSecret()
  const first = keys.get(old)
  keys.get(generateSecret())
  keys.get(generateSecret())
  expect(keys.get(old)).not.toBe(first)
})

test('a text that is no key is refused every time', () => {
  const keys = new KeyCache()
  for (let i = 0; i < 2; i++) expect(() => keys.get('')).toThrow(UserSigError)
})
