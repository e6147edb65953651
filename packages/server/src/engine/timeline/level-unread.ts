import { newestIn } from './level-authors.ts'
import { authorKey, entryKey, type StoredHead, uncountedOf } from './level-keys.ts'
import type { LevelStore } from './level-store.ts'
import type { UnreadQuery } from './timeline.ts'

export interface UnreadParts {
  readonly store: LevelStore
  /** From memory where it is there. */
  heads(conversations: readonly string[]): Promise<readonly StoredHead[]>
  storedHeads(conversations: readonly string[]): Promise<readonly StoredHead[]>
}

/** `await countUnread({ store, heads }, [{ conversation, after: 7, author: 'alice' }])` → `[3]` */
export async function countUnread(parts: UnreadParts, queries: readonly UnreadQuery[]): Promise<number[]> {
  const heads = await parts.heads(queries.map((query) => query.conversation))
  const read = await readUpTo(parts.store, queries, heads)
  // A commit came between the head and the record of the author: both are asked for again, where both are.
  const overtaken = [...queries.keys()].filter((i) => read[i]! > heads[i]!.seq && queries[i]!.after < read[i]!)
  const counts = await countAfter(parts.store, queries, heads, read)
  if (overtaken.length === 0) return counts
  const inStore = { ...parts, heads: parts.storedHeads }
  const again = await countUnread(
    inStore,
    overtaken.map((i) => queries[i]!),
  )
  for (const [n, i] of overtaken.entries()) counts[i] = again[n]!
  return counts
}

/** For each the greatest of its position, of the newest entry of its author, and of the newest that was dropped. */
async function readUpTo(
  store: LevelStore,
  queries: readonly UnreadQuery[],
  heads: readonly StoredHead[],
): Promise<number[]> {
  const asked: number[] = []
  const read = queries.map(({ after, author }, i) => {
    const { seq, first, latest, authorsLeft } = heads[i]!
    if (after >= seq) return after
    const newest = newestIn(latest, author)
    if (newest === undefined && authorsLeft) asked.push(i)
    return Math.max(after, newest ?? 0, first - 1)
  })
  const records = await getAll(
    store,
    asked.map((i) => authorKey(queries[i]!.conversation, queries[i]!.author)),
  )
  for (const [n, i] of asked.entries()) read[i] = Math.max(read[i]!, Number(records[n] ?? 0))
  return read
}

async function countAfter(
  store: LevelStore,
  queries: readonly UnreadQuery[],
  heads: readonly StoredHead[],
  read: readonly number[],
): Promise<number[]> {
  const asked: number[] = []
  const counts = heads.map(({ seq, uncounted, lastUncounted, first, uncountedBefore }, i) => {
    const from = read[i]!
    if (from >= seq) return 0
    if (from >= lastUncounted) return seq - from
    if (from === first - 1) return seq - from - uncounted + uncountedBefore
    asked.push(i)
    return seq - from - uncounted
  })
  const records = await getAll(
    store,
    asked.map((i) => entryKey(queries[i]!.conversation, read[i]!)),
  )
  for (const [n, i] of asked.entries()) counts[i]! += uncountedOf(records[n] ?? ' ')
  return counts
}

function getAll(store: LevelStore, keys: readonly string[]): Promise<(string | undefined)[]> {
  return keys.length === 0 ? Promise.resolve([]) : store.read((db) => db.getMany([...keys]))
}
