import { describe, expect, it } from 'vitest'
import { boundedCache } from './bounded-cache.ts'

describe('boundedCache', () => {
  it('drops the longest unused beyond its bound, and nothing before', () => {
    const cache = boundedCache<string, number>(3)
    for (const [n, name] of ['a', 'b', 'c'].entries()) cache.set(name, n)
    expect(cache.size).toBe(3)
    cache.get('a')
    cache.set('d', 3)
    expect([...cache.keys()].sort()).toEqual(['a', 'c', 'd'])
  })

  it('keeps its bound over many that come and go', () => {
    const cache = boundedCache<number, string>(100)
    for (let n = 0; n < 5000; n++) {
      cache.set(n, `${n}`)
      if (n % 3 === 0) cache.delete(n)
    }
    expect(cache.size).toBe(100)
    expect(cache.get(4999)).toBe('4999')
    expect(cache.get(10)).toBeUndefined()
  })
})
