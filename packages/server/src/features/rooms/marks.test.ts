import { expect, it } from 'vitest'
import { HIDDEN, isMark, Marks } from './marks.ts'

it('[ROOM10] a mark is that of the service or one of the application’s own', () => {
  expect([HIDDEN, 1_000, 100_000].every(isMark)).toBe(true)
  expect([0, 1, 500, 999, 100_001].some(isMark)).toBe(false)
})

it('[ROOM10] a room has ten different marks, whoever bears them', () => {
  const marks = new Marks()
  for (let i = 0; i < 10; i++) marks.set(`u${i}`, [1_000 + i])
  expect(marks.isTooMany([1_005])).toBe(false)
  expect(marks.isTooMany([2_000])).toBe(true)
  marks.remove('u3', [1_003])
  marks.remove('nobody', [1_003])
  expect(marks.isTooMany([2_000])).toBe(false)
})

it('[ROOM10] marks go with their user', () => {
  const marks = new Marks()
  marks.set('ann', [HIDDEN, 1_000])
  marks.set('ben', [1_000])
  marks.forget('ann')
  expect([marks.has('ann', HIDDEN), marks.has('ann', 1_000), marks.has('ben', 1_000)]).toEqual([false, false, true])
})
