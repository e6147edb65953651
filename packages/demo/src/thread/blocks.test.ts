import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Line } from './arrange.ts'
import { BLOCK_SIZE, blocksOf, isSameBlock } from './blocks.ts'

const line = (n: number): Line => ({ kind: 'day', key: `line ${n}`, time: n })
const lines = (from: number, to: number): Line[] => Array.from({ length: to - from }, (_, index) => line(from + index))

test('every line stands in one block, in order, and no block is empty or too large', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), (count, anchor) => {
      const all = lines(0, count)
      const blocks = blocksOf(all, `line ${anchor}`)
      expect(blocks.flatMap((block) => block.lines)).toEqual(all)
      for (const block of blocks) {
        expect(block.lines.length).toBeGreaterThan(0)
        expect(block.lines.length).toBeLessThanOrEqual(BLOCK_SIZE)
      }
      expect(new Set(blocks.map(({ key }) => key)).size).toBe(blocks.length)
    }),
  )
})

test('a full block is still the same one when older and newer lines come', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), (older, newer) => {
      const before = blocksOf(lines(0, 200), 'line 0').slice(0, -1)
      const after = new Map(blocksOf(lines(-older, 200 + newer), 'line 0').map((block) => [block.key, block.lines]))
      for (const { key, lines: some } of before) expect(isSameBlock(after.get(key) ?? [], some)).toBe(true)
    }),
  )
})

test('a block is another when one of its lines is', () => {
  expect(isSameBlock(lines(0, 3), lines(0, 3))).toBe(true)
  expect(isSameBlock(lines(0, 3), lines(0, 2))).toBe(false)
  expect(isSameBlock(lines(0, 3), lines(1, 4))).toBe(false)
})
