import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { RequestTurns } from './request-turns.ts'

/** A clock that moves by what is worked. */
function workers() {
  let now = 0
  const turns = new RequestTurns(() => now)
  const done: string[] = []
  const worker = (name: string, requests: number, ms = 1, behindAwait = 0) => {
    let left = requests
    const asker = {
      takeUp(): void {
        while (left > 0 && turns.admits(asker)) {
          left--
          now += ms
          done.push(name)
          if (behindAwait > 0) queueMicrotask(() => (now += behindAwait))
        }
      },
    }
    return asker
  }
  return { done, worker }
}

describe('[SES21] requests that come at once', () => {
  it('are taken up in slices, in the order in which they came, and all of them', async () => {
    const { done, worker } = workers()
    const names = Array.from({ length: 20 }, (_, i) => `w${i}`)
    for (const name of names) worker(name, 1).takeUp()
    expect(done).toEqual(names.slice(0, 4))
    await nextTurn()
    expect(done.length).toBeLessThanOrEqual(9)
    for (let turn = 0; turn < 10; turn++) await nextTurn()
    expect(done).toEqual(names)
  })

  it('of one that asks for much do not hold up the others', async () => {
    const { done, worker } = workers()
    worker('crowd', 100).takeUp()
    worker('one', 1).takeUp()
    for (let turn = 0; turn < 4; turn++) await nextTurn()
    expect(done).toContain('one')
    expect(done.length).toBeLessThan(40)
    for (let turn = 0; turn < 60; turn++) await nextTurn()
    expect(done.filter((name) => name === 'crowd')).toHaveLength(100)
  })

  it('count with what they do behind their first await', async () => {
    const { done, worker } = workers()
    for (let i = 0; i < 20; i++) worker(`w${i}`, 1, 0.1, 5).takeUp()
    const first = done.length
    await nextTurn()
    expect(done.length - first).toBeLessThanOrEqual(2)
  })

  it('later, when nobody waits any more, are taken up at once', async () => {
    const { done, worker } = workers()
    for (let i = 0; i < 10; i++) worker('early', 1).takeUp()
    for (let turn = 0; turn < 10; turn++) await nextTurn()
    worker('late', 1).takeUp()
    expect(done.at(-1)).toBe('late')
  })
})
