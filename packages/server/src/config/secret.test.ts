import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Secret, secretWeakness } from './secret.ts'

test('[CHK15] a secret does not show in JSON, in a text, in an inspection or among its properties', () => {
  const value = '8d1f0c6b27a94e53'
  const secret = new Secret(value)
  const shown = [
    JSON.stringify({ secret }),
    `${secret}`,
    String(secret),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    JSON.stringify(Object.getOwnPropertyNames(secret)),
  ]
  expect(shown.join('\n')).not.toContain(value)
  expect(secret.reveal()).toBe(value)
})

test('random secrets are never called weak', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const hex = Buffer.from(bytes).toString('base64')
      fc.pre(new Set(bytes).size > 8)
      expect(secretWeakness(hex)).toBeUndefined()
    }),
  )
})
