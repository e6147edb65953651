import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clearExtensions,
  deleteExtensions,
  EXTENSION_LIMITS,
  type Extensions,
  NO_EXTENSIONS,
  setExtensions,
} from './extension-rules.ts'

const fill = (count: number, value = ''): Extensions => {
  let extensions = NO_EXTENSIONS
  for (let n = 0; n < count; n++) {
    // An hour between two writes: the limit per minute is not what is tested here.
    extensions = setExtensions(extensions, [{ key: `k${n}`, value, seq: 0 }], n * 3_600_000).extensions
  }
  return extensions
}

test('[CHG9] whatever is written, values are ascending and unique by seq, and only who names the seq writes', () => {
  const key = fc.constantFrom('a', 'b', 'c', '__proto__')
  const write = fc.record({ do: fc.constantFrom('set', 'set', 'set', 'delete', 'clear'), key, seq: fc.nat({ max: 6 }) })
  fc.assert(
    fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
      let extensions = NO_EXTENSIONS
      for (const [n, { do: what, key, seq }] of writes.entries()) {
        const known = extensions.list.find((extension) => extension.key === key)?.seq ?? 0
        if (what === 'clear') extensions = clearExtensions(extensions, n * 60_000).extensions
        else {
          const change = what === 'set' ? setExtensions : deleteExtensions
          const outcome = change(extensions, [{ key, value: 'v', seq }], n * 60_000)
          const mayWrite = seq === known && (what === 'set' || known > 0)
          expect(outcome.results[0]?.code).toBe(mayWrite ? 0 : 23001)
          extensions = outcome.extensions
        }
        const seqs = extensions.list.map((extension) => extension.seq)
        expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
        expect(seqs.every((each) => each > extensions.clearSeq && each <= extensions.latestSeq)).toBe(true)
      }
    }),
  )
})

test('[CHG9] a message takes 300 keys and 16 KB', () => {
  const full = fill(EXTENSION_LIMITS.keys)
  const one = [{ key: 'one more', value: '', seq: 0 }]
  expect(() => setExtensions(full, one, 1e12)).toThrow(expect.objectContaining({ errorName: 'EXTENSION_LIMIT' }))
  const large = fill(15, 'x'.repeat(1000))
  const more = ['a', 'b'].map((key) => ({ key, value: 'x'.repeat(1000), seq: 0 }))
  expect(() => setExtensions(large, more, 1e12)).toThrow(expect.objectContaining({ errorName: 'EXTENSION_LIMIT' }))
})

test('[CHG9] a message takes 200 writes a minute, and again a minute later', () => {
  let extensions = NO_EXTENSIONS
  const write = (now: number) => {
    const seq = extensions.list[0]?.seq ?? 0
    extensions = setExtensions(extensions, [{ key: 'k', value: 'v', seq }], now).extensions
  }
  for (let n = 0; n < 200; n++) write(1_000_000 + n)
  expect(() => write(1_059_999)).toThrow(expect.objectContaining({ errorName: 'EXTENSION_RATE' }))
  write(1_060_000)
  expect(extensions.latestSeq).toBe(201)
})

test('[CHG9] keys and values are limited by bytes', () => {
  const set = (key: string, value: string) => () => setExtensions(NO_EXTENSIONS, [{ key, value, seq: 0 }], 0)
  expect(set('字'.repeat(34), '')).toThrow(expect.objectContaining({ errorName: 'BAD_PARAMETER' }))
  expect(set('k', '字'.repeat(334))).toThrow(expect.objectContaining({ errorName: 'BAD_PARAMETER' }))
  expect(set('字'.repeat(33), '字'.repeat(333))).not.toThrow()
})
