import { setTimeout as sleep } from 'node:timers/promises'
import type { ClassicLevel } from 'classic-level'
import {
  conversationOfHead,
  entryKey,
  entryRange,
  type Garbage,
  garbageKey,
  readGarbage,
  readHead,
  readTimed,
  type StoredHead,
  stateRange,
  uncountedOf,
} from './level-keys.ts'
import type { ClearWork, DropWork, EraseWork, RestoreWork } from './level-plan.ts'
import type { LevelStore } from './level-store.ts'

/** Does work in its turn among the commits: there is one writer. */
export type Commit = (
  work: Unanswered<DropWork> | Unanswered<ClearWork> | Unanswered<EraseWork> | Unanswered<RestoreWork>,
) => Promise<void>
type Unanswered<Work> = Omit<Work, 'resolve' | 'reject'>

export interface DropParts {
  readonly store: LevelStore
  readonly commit: Commit
  /** Asked between two steps: what is left is done next time. */
  isStopped(): boolean
}

/** Heads that are looked at together. */
const HEADS = 500
/** Conversations that share the commits of dropping: most are small. */
const TOGETHER = 8
/** Entries that are deleted together: short enough for the commits that wait for it. */
const SLICE = 1000
const PAUSE = 5
/** Deleted entries that are worth a compaction, which alone gives the room back; each rewrites what is left around them. */
const COMPACT_AFTER = 50_000

/**
 * Drops the old entries of every conversation: first the head says where the rest begins, durably, then they are deleted in ranges,
 * natively, and the ranges compacted. What a crash left of that is deleted first.
 *
 * `await dropOld({ store, commit, isStopped }, (conversation) => Date.now() - 30 * 86_400_000)` → number of entries
 */
export async function dropOld(parts: DropParts, olderThan: (conversation: string) => number): Promise<number> {
  const { store, commit } = parts
  const compaction = startCompaction(store)
  for (const garbage of await leftovers(store)) await remove(parts, compaction, garbage)
  let count = 0
  for (let after = 'h'; ; ) {
    if (parts.isStopped()) return count
    const rows = await store.read((db) => db.iterator({ gt: after, lt: 'i', limit: HEADS }).all())
    const heads = rows.map(([key, record]) => ({ conversation: conversationOfHead(key), head: readHead(record) }))
    const drops = await store.read((db) => findOld(db, heads, olderThan))
    for (let i = 0; i < drops.length; i += TOGETHER) {
      if (parts.isStopped()) return count
      const some = drops.slice(i, i + TOGETHER)
      await Promise.all(some.map((drop) => commit({ kind: 'drop', ...drop })))
      // All of them have ended before the next drop may begin, also when one fails.
      const ended = await Promise.allSettled(some.map((drop) => remove(parts, compaction, drop.garbage)))
      for (const result of ended) if (result.status === 'rejected') throw result.reason
      for (const { garbage } of some) count += garbage.to - garbage.from
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last[0]
  }
  await compaction.finish()
  return count
}

async function leftovers(store: LevelStore): Promise<Garbage[]> {
  const rows = await store.read((db) => db.iterator({ gt: 'g', lt: 'h' }).all())
  return rows.map(([key, record]) => readGarbage(key, record))
}

interface Found {
  readonly conversation: string
  readonly head: StoredHead
}

async function findOld(
  db: ClassicLevel,
  found: readonly Found[],
  olderThan: (conversation: string) => number,
): Promise<Pick<DropWork, 'garbage' | 'uncounted'>[]> {
  const asked = found
    .map(({ conversation, head }) => ({ conversation, head, time: olderThan(conversation) }))
    .filter(({ head, time }) => time > 0 && head.first <= head.seq)
  const oldest = await db.getMany(asked.map(({ conversation, head }) => entryKey(conversation, head.first)))
  const drops: Pick<DropWork, 'garbage' | 'uncounted'>[] = []
  for (const [i, { conversation, head, time }] of asked.entries()) {
    const record = oldest[i]
    if (record === undefined || readTimed(record).time >= time) continue
    const to = head.time < time ? head.seq + 1 : await firstSince(db, conversation, head, time)
    const last = await db.get(entryKey(conversation, to - 1))
    if (last === undefined) continue
    drops.push({ garbage: { conversation, from: head.first, to }, uncounted: uncountedOf(last) })
  }
  return drops
}

/** The seq of the first entry since a time. The oldest entry is older, the newest is not. */
async function firstSince(db: ClassicLevel, conversation: string, head: StoredHead, time: number): Promise<number> {
  let below = head.first
  let first = head.seq
  while (first - below > 1) {
    const middle = Math.floor((below + first) / 2)
    const record = await db.get(entryKey(conversation, middle))
    if (record !== undefined && readTimed(record).time >= time) first = middle
    else below = middle
  }
  return first
}

/** Entries before their states: one without its state would be as it was before it was recalled. */
async function remove(parts: DropParts, compaction: Compaction, { conversation, from, to }: Garbage): Promise<void> {
  const { commit } = parts
  for (let at = from; at < to; at += SLICE) {
    if (parts.isStopped()) return
    const end = Math.min(at + SLICE, to)
    await commit({ kind: 'clear', range: entryRange(conversation, at, end) })
    await commit({ kind: 'clear', range: stateRange(conversation, at, end) })
    await compaction.add(entryKey(conversation, at), entryKey(conversation, end), end - at)
    if (end < to) await sleep(PAUSE)
  }
  await commit({ kind: 'erase', keys: [garbageKey(conversation)] })
}

interface Compaction {
  add(from: string, to: string, count: number): Promise<void>
  finish(): Promise<void>
}

function startCompaction(store: LevelStore): Compaction {
  let count = 0
  let from = ''
  let to = ''

  async function finish(): Promise<void> {
    if (count === 0) return
    const range = [from, to] as const
    count = 0
    await store.read((db) => db.compactRange(...range))
  }

  return {
    finish,
    async add(first, end, more) {
      if (count === 0 || first < from) from = first
      if (count === 0 || end > to) to = end
      count += more
      if (count >= COMPACT_AFTER) await finish()
    },
  }
}
