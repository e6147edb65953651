import { expect, test } from 'vitest'
import { settle } from '../../test/manual-clock.ts'
import { type Locks, platformLocks, processLocks } from './locks.ts'

/** Holds a lock until the returned function is called. */
function hold(locks: Locks, name: string, said: string[], who: string, signal?: AbortSignal) {
  let free = (): void => {}
  const held = new Promise<void>((resolve) => (free = resolve))
  const over = locks.request(name, signal ? { signal } : {}, () => {
    said.push(`${who} has it`)
    return held
  })
  over.catch(() => void said.push(`${who} gave up`))
  return { free, over }
}

test.each([
  ['of this process', processLocks()],
  ['of the platform', platformLocks()],
])(
  'a lock %s has one holder at a time, in the order of the requests; other names are other locks',
  async (_, locks) => {
    const said: string[] = []
    const first = hold(locks, 'a', said, 'first')
    const second = hold(locks, 'a', said, 'second')
    const other = hold(locks, 'b', said, 'other')
    await expect.poll(() => said).toEqual(['first has it', 'other has it'])
    first.free()
    await first.over
    await expect.poll(() => said).toEqual(['first has it', 'other has it', 'second has it'])
    for (const { free } of [second, other]) free()
    await Promise.all([second.over, other.over])
  },
)

test('who gives up while waiting is passed over', async () => {
  const locks = processLocks()
  const said: string[] = []
  const controller = new AbortController()
  const first = hold(locks, 'a', said, 'first')
  hold(locks, 'a', said, 'second', controller.signal)
  const third = hold(locks, 'a', said, 'third')
  controller.abort()
  first.free()
  await settle()
  expect(said.sort()).toEqual(['first has it', 'second gave up', 'third has it'])
  third.free()
})

test('a task that fails frees its lock', async () => {
  const locks = processLocks()
  await expect(locks.request('a', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await locks.request('a', {}, async () => {})
})
