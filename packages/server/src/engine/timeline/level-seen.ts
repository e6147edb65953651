import { randomInt } from 'node:crypto'
import { type Bloom, bloom, hashOf } from './bloom.ts'
import type { DedupeDays } from './level-dedupe.ts'
import { dayOfKey, dayPrefix, dedupeNameOf } from './level-keys.ts'
import type { LevelStore } from './level-store.ts'

/**
 * Says of nearly every new dedupe key that it is new, without asking the store: the look-up of a key that is not there costs as
 * much as everything else of an append. A wrong "may be" costs that look-up; there is no wrong "new".
 */
export interface SeenKeys {
  mayHave(name: string): boolean
  /** Call it before the write: one that failed may have become durable all the same. */
  add(day: number, name: string): void
  forget(day: number): void
  /** Reads in what an earlier process stored; until that is done every key may be there. */
  load(store: LevelStore, days: DedupeDays): Promise<void>
  stopLoading(): void
}

/** 2 MiB each. A day with more keys is looked up in the store again. */
const MOST_FILTERS = 24
const SLICE = 1000
/** Between two slices: at a start there is other work. */
const PAUSE = 2

/** `const seen = seenKeys(); await seen.load(store, days)` */
export function seenKeys(): SeenKeys {
  const seed = randomInt(2 ** 32)
  let filters: { readonly day: number; readonly seen: Bloom }[] = []
  let overflowed: number[] = []
  let loading = true
  let stopped = false

  function filterOf(day: number): Bloom | undefined {
    const newest = filters.findLast((filter) => filter.day === day)
    if (newest !== undefined && !newest.seen.full) return newest.seen
    if (filters.length >= MOST_FILTERS) return undefined
    const seen = bloom()
    filters.push({ day, seen })
    return seen
  }

  function add(day: number, name: string): void {
    const filter = filterOf(day)
    if (filter !== undefined) filter.add(hashOf(name, seed))
    else if (!overflowed.includes(day)) overflowed.push(day)
  }

  return {
    add,

    mayHave(name) {
      if (loading || overflowed.length > 0) return true
      const hash = hashOf(name, seed)
      return filters.some((filter) => filter.seen.mayHave(hash))
    },

    forget(day) {
      filters = filters.filter((filter) => filter.day !== day)
      overflowed = overflowed.filter((other) => other !== day)
    },

    async load(store, days) {
      for (const day of days.stored()) {
        const end = dayPrefix(day + 1)
        for (let from = dayPrefix(day); !stopped && !overflowed.includes(day); await pause()) {
          const keys = await store.read((db) => db.keys({ gt: from, lt: end, limit: SLICE }).all())
          if (keys.length === 0) break
          for (const key of keys) add(dayOfKey(key), dedupeNameOf(key))
          from = keys.at(-1)!
        }
      }
      loading = stopped
    },

    stopLoading() {
      stopped = true
    },
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE))
