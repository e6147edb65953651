import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createKeyedLock } from './keyed-lock.ts'

it('lets one at a time work on a key, in order, and goes on after a failure', async () => {
  const lock = createKeyedLock()
  const seen: string[] = []
  const work = (name: string, ms: number) => async () => {
    seen.push(`${name} in`)
    await sleep(ms)
    seen.push(`${name} out`)
    if (name === 'b') throw new Error('b failed')
    return name
  }
  const results = await Promise.allSettled([
    lock('x', work('a', 20)),
    lock('x', work('b', 1)),
    lock('x', work('c', 1)),
    lock('y', work('d', 1)),
  ])
  expect(seen.filter((line) => !line.startsWith('d'))).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
  expect(seen.indexOf('d out')).toBeLessThan(seen.indexOf('a out'))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
})
