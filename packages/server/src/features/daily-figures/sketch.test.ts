import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hashOf, Sketch } from './sketch.ts'

const sketchOf = (names: Iterable<string>): Sketch => {
  const sketch = new Sketch()
  for (const name of names) sketch.add(hashOf(name))
  return sketch
}

it('[DAY2] a handful of different names is counted exactly, however often each comes', () => {
  for (const n of [0, 1, 2, 3, 10, 20]) {
    const names = Array.from({ length: n }, (_, i) => `user-${i}`)
    expect(sketchOf([...names, ...names]).count).toBe(n)
  }
})

it('[DAY2] many names are counted within 6 %', () => {
  for (const n of [500, 5_000, 50_000, 500_000]) {
    const { count } = sketchOf(Array.from({ length: n }, (_, i) => `u${i * 7}`))
    expect(Math.abs(count - n) / n, `${n} counted as ${count}`).toBeLessThan(0.06)
  }
})

it('[DAY2] two sketches together are the sketch of all their names, also after they were stored', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
      const merged = Sketch.read(String(sketchOf(one)))
      merged.merge(Sketch.read(String(sketchOf(other))))
      expect(String(merged)).toBe(String(sketchOf([...one, ...other])))
    }),
  )
})
