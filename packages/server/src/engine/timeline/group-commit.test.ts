import { expect, test } from 'vitest'
import { groupCommit } from './group-commit.ts'

function recorder(options: { maxBatch?: number; maxSize?: number } = {}) {
  const batches: string[][] = []
  const commits = groupCommit<string>({
    maxBatch: options.maxBatch ?? 10,
    maxSize: options.maxSize ?? 1000,
    sizeOf: (work) => work.length,
    async commit(batch) {
      batches.push([...batch])
      await new Promise((resolve) => setTimeout(resolve, 1))
    },
  })
  return { batches, commits }
}

test('[TL11] work of one turn goes together, and what comes during a commit goes with the next', async () => {
  const { batches, commits } = recorder()
  for (const work of ['a', 'b', 'c']) commits.add(work)
  while (batches.length === 0) await Promise.resolve().then(() => new Promise(setImmediate))
  for (const work of ['d', 'e']) commits.add(work)
  await commits.idle()
  expect(batches).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ])
})

test('[TL3] the order is kept over commits of at most maxBatch', async () => {
  const { batches, commits } = recorder({ maxBatch: 3 })
  const all = Array.from({ length: 20 }, (_, i) => String(i))
  for (const work of all) commits.add(work)
  await commits.idle()
  expect(batches.flat()).toEqual(all)
  expect(batches.map((batch) => batch.length)).toEqual([3, 3, 3, 3, 3, 3, 2])
})

test('a commit ends with the work that reaches maxSize', async () => {
  const { batches, commits } = recorder({ maxSize: 10 })
  for (const work of ['x'.repeat(4), 'x'.repeat(4), 'x'.repeat(4), 'x'.repeat(50), 'x']) commits.add(work)
  await commits.idle()
  expect(batches.map((batch) => batch.map((work) => work.length))).toEqual([[4, 4, 4], [50], [1]])
})

test('idle resolves at once when nothing was added, and work added later starts again', async () => {
  const { batches, commits } = recorder()
  await commits.idle()
  commits.add('a')
  await commits.idle()
  commits.add('b')
  await commits.idle()
  expect(batches).toEqual([['a'], ['b']])
})
