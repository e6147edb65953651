import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rangeOf } from './range.ts'

const part = (start: number, end: number) => ({ kind: 'part', start, end })

it.each([
  [undefined, { kind: 'whole' }],
  ['bytes=0-', part(0, 99)],
  ['bytes=0-0', part(0, 0)],
  ['bytes=10-19', part(10, 19)],
  ['bytes=90-900', part(90, 99)],
  ['bytes=-1', part(99, 99)],
  ['bytes=-900', part(0, 99)],
  ['bytes=100-', { kind: 'impossible' }],
  ['bytes=-0', { kind: 'impossible' }],
  ['bytes=9-3', { kind: 'whole' }],
  ['bytes=-', { kind: 'whole' }],
  ['bytes=0-1,5-6', { kind: 'whole' }],
  ['lines=0-1', { kind: 'whole' }],
  [`bytes=${'9'.repeat(400)}-`, { kind: 'whole' }],
])('[FILE10] of 100 bytes, %j asks for %j', (header, wanted) => {
  expect(rangeOf(header, 100)).toEqual(wanted)
})

it('[FILE10] a part lies within the file, whatever is asked for', () => {
  const text = fc.stringMatching(/^(?:bytes)?=?[\d,-]{0,40}$/)
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 2 ** 40 }), (header, size) => {
      const wanted = rangeOf(header, size)
      if (wanted.kind !== 'part') return
      expect(wanted.start).toBeGreaterThanOrEqual(0)
      expect(wanted.end).toBeGreaterThanOrEqual(wanted.start)
      expect(wanted.end).toBeLessThan(size)
    }),
  )
})
