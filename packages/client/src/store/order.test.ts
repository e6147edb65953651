import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../message.ts'
import { compareEntries, type Entry } from './order.ts'

const entry = (turn: number, sequence: number, after = 0, status: Message['status'] = 'success'): Entry => ({
  message: { sequence, status } as Message,
  after,
  turn,
  view: undefined as never,
})
const turns = (entries: Entry[]): number[] => entries.sort(compareEntries).map(({ turn }) => turn)

test('messages stand by place, however they came in', () => {
  expect(turns([entry(0, 3), entry(1, 1), entry(2, 2)])).toEqual([1, 2, 0])
})

test('what is on its way goes last, in the order in which it was written', () => {
  expect(turns([entry(1, 0, 5, 'unSend'), entry(0, 0, 2, 'unSend'), entry(2, 9)])).toEqual([2, 0, 1])
})

test('what has no place stays behind what was there when it came', () => {
  expect(turns([entry(0, 4), entry(1, 0, 4, 'fail'), entry(2, 5)])).toEqual([0, 1, 2])
})

test('the order of any messages does not depend on how they are mixed', () => {
  const anyEntry = fc.record({
    sequence: fc.nat(5),
    after: fc.nat(5),
    status: fc.constantFrom('unSend' as const, 'success' as const, 'fail' as const),
  })
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 12 }), fc.infiniteStream(fc.nat(100)), (parts, random) => {
      const entries = parts.map(({ sequence, after, status }, turn) => entry(turn, sequence, after, status))
      const mixed = entries.map((item) => ({ item, key: random.next().value ?? 0 }))
      mixed.sort((a, b) => a.key - b.key)
      expect(turns(mixed.map(({ item }) => item))).toEqual(turns(entries))
    }),
  )
})
