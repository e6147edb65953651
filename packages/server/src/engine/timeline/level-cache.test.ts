import { expect, test } from 'vitest'
import { type Hot, hotConversations } from './level-cache.ts'
import { readHead, type StoredHead } from './level-keys.ts'

const head = (seq: number): StoredHead => ({ ...readHead(undefined), seq, time: seq, changedAt: seq })
const entries = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ seq: from + i, time: 0, value: `v${from + i}` }))
const hotAt = (seq: number): Hot => ({ head: head(seq), tail: entries(1, seq) })
const seqsOf = (hot: Hot | undefined) => hot?.tail.map((entry) => entry.seq)

test('a read that a commit overtakes leaves nothing stale behind', async () => {
  const hot = hotConversations(1_000_000)
  let finish = (_: Hot) => {}
  const loading = hot.load('c', () => new Promise((resolve) => (finish = resolve)))
  hot.advance('c', { before: head(2), head: head(3), entries: entries(3, 3) })
  finish(hotAt(2))
  expect(await loading).toEqual(hotAt(2))
  expect(hot.get('c')?.head.seq).toBe(3)
  expect(seqsOf(hot.get('c'))).toEqual([3])
})

test('a read that saw a commit before it was told of leads to no entry twice', async () => {
  const hot = hotConversations(1_000_000)
  await hot.load('c', async () => hotAt(3))
  hot.advance('c', { before: head(2), head: head(3), entries: entries(3, 3) })
  expect(seqsOf(hot.get('c'))).toEqual([3])
})

test('a read with a commit between its head and its entries is not used', async () => {
  const hot = hotConversations(1_000_000)
  expect(await hot.load('c', async () => ({ head: head(2), tail: entries(1, 3) }))).toBeUndefined()
  expect(hot.get('c')).toBeUndefined()
})

test('concurrent readers share one read; one that comes after a commit reads anew', async () => {
  const hot = hotConversations(1)
  let reads = 0
  const read = async () => {
    reads++
    return hotAt(2)
  }
  await Promise.all([hot.load('c', read), hot.load('c', read)])
  expect(reads).toBe(1)
  const early = hot.load('c', read)
  hot.advance('c', { before: head(2), head: head(3), entries: entries(3, 3) })
  await Promise.all([early, hot.load('c', read)])
  expect(reads).toBe(3)
})

test('a read that a clear overtakes is not kept', async () => {
  const hot = hotConversations(1_000_000)
  const loading = hot.load('c', async () => hotAt(2))
  hot.clear()
  await loading
  expect(hot.get('c')).toBeUndefined()
})

test('a tail stays bounded and without a gap however much is appended', () => {
  const hot = hotConversations(10_000_000)
  for (let seq = 0; seq < 1000; seq += 10) {
    hot.advance('c', { before: head(seq), head: head(seq + 10), entries: entries(seq + 1, seq + 10) })
    const tail = seqsOf(hot.get('c')) ?? []
    expect(tail.length).toBeLessThanOrEqual(64)
    expect(tail).toEqual(entries(seq + 11 - tail.length, seq + 10).map((entry) => entry.seq))
  }
})

test('conversations are dropped when their bytes do not fit, the least recently used first', () => {
  const hot = hotConversations(100_000)
  const big = { seq: 1, time: 0, value: 'x'.repeat(10_000) }
  for (let n = 0; n < 10; n++) hot.advance(`c${n}`, { before: head(0), head: head(1), entries: [big] })
  const kept = Array.from({ length: 10 }, (_, n) => hot.get(`c${n}`) !== undefined)
  expect(kept).toEqual([...Array(6).fill(false), ...Array(4).fill(true)])
})
