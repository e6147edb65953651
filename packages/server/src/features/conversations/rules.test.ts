import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BEGINNING,
  groupNameProblem,
  isMark,
  isWithin,
  joinSpans,
  orderKey,
  positionOf,
  positionText,
  remark,
  spansAbove,
} from './rules.ts'

const span = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 8 }))
  .map(([from, more]) => ({ from, to: from + more }))
const seqsOf = (spans: readonly { from: number; to: number }[]): Set<number> =>
  new Set(spans.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)))

describe('spans of seqs', () => {
  it('[CNV5] hold the same seqs joined, ascending and without touching', () => {
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const joined = joinSpans(spans)
        expect(seqsOf(joined)).toEqual(seqsOf(spans))
        for (const [i, one] of joined.entries()) if (i > 0) expect(one.from).toBeGreaterThan(joined[i - 1]!.to + 1)
      }),
    )
  })

  it('[CNV5] know what is within them, and what lies above a seq', () => {
    fc.assert(
      fc.property(fc.array(span), fc.integer({ min: 0, max: 70 }), (spans, seq) => {
        const joined = joinSpans(spans)
        expect(isWithin(joined, seq)).toBe(seqsOf(spans).has(seq))
        expect(seqsOf(spansAbove(joined, seq))).toEqual(new Set([...seqsOf(spans)].filter((one) => one > seq)))
      }),
    )
  })
})

it('[CNV2] whatever is pinned is above whatever is not', () => {
  fc.assert(
    fc.property(fc.nat(8_640_000_000_000_000), fc.nat(8_640_000_000_000_000), (one, other) => {
      const [a, b] = [one / 1_000, other / 1_000].map(Math.floor) as [number, number]
      expect(orderKey(true, a)).toBeGreaterThan(orderKey(false, b))
      expect(Number.isSafeInteger(orderKey(true, a))).toBe(true)
      expect(orderKey(true, a) - orderKey(true, b)).toBe(a - b)
    }),
  )
})

it('[CNV6] bits 0–3 and 32–63 are marks', () => {
  expect(Array.from({ length: 70 }, (_, bit) => bit).filter(isMark)).toEqual([
    0,
    1,
    2,
    3,
    ...Array.from({ length: 32 }, (_, i) => 32 + i),
  ])
  expect([-1, 0.5, Number.NaN].filter(isMark)).toEqual([])
  expect(remark([1, 40], [40, 2, 33], [1, 33])).toEqual([2, 40])
})

it('[CNV7] names of groups are measured in bytes and are valid Unicode', () => {
  expect(groupNameProblem('字'.repeat(10))).toBeUndefined()
  expect(groupNameProblem('字'.repeat(11))).toContain('32 bytes')
  expect(groupNameProblem('')).toContain('empty')
  expect(groupNameProblem('\ud800')).toContain('Unicode')
})

it('[CNV1] a cursor says where to go on, and what is none says the beginning', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.string(), (source, after) => {
      expect(positionOf(positionText({ source, after }))).toEqual({ source, after })
    }),
  )
  for (const cursor of [undefined, '', 'peer', '12/x', '/x']) expect(positionOf(cursor)).toEqual(BEGINNING)
})
