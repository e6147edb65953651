import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bloom, hashOf } from './bloom.ts'

test('it never denies a text that was added', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 200 }), fc.nat(), (texts, seed) => {
      const seen = bloom()
      for (const text of texts) seen.add(hashOf(text, seed))
      return texts.every((text) => seen.mayHave(hashOf(text, seed)))
    }),
    { numRuns: 20 },
  )
})

test('a full one is wrong about fewer than 1 in 200 texts that were not added', () => {
  const seen = bloom()
  let added = 0
  for (; !seen.full; added++) seen.add(hashOf(`app\u001fC2Calice\u001fbob${added % 200}\0${added * 7919}_${added}`, 7))
  expect(added).toBeGreaterThan(1_000_000)
  let wrong = 0
  for (let i = 0; i < 200_000; i++) if (seen.mayHave(hashOf(`app\u001fC2Calice\u001fbob${i % 200}\0${i}_x`, 7))) wrong++
  expect(wrong).toBeLessThan(1000)
})

test('an empty one denies everything', () => {
  fc.assert(
    fc.property(fc.string(), (text) => !bloom().mayHave(hashOf(text, 7))),
    { numRuns: 20 },
  )
})
