import type { DedupeDays } from './level-dedupe.ts'
import { dayPrefix } from './level-keys.ts'
import type { SeenKeys } from './level-seen.ts'
import type { LevelStore } from './level-store.ts'

/** Removes expired dedupe records in the background. */
export interface Sweep {
  /** Ends it; resolves when the slice under way is done. */
  stop(): Promise<void>
}

export interface SweepOptions {
  readonly store: LevelStore
  readonly days: DedupeDays
  readonly seen: SeenKeys
  readonly now: () => number
  /** ms between two looks for an expired day. */
  readonly every: number
  /** Deletes as part of the next commit: there is one writer. */
  readonly erase: (keys: readonly string[]) => Promise<void>
}

/** Small enough not to be felt in the commit that it rides in. */
const SLICE = 256
const PAUSE = 10

/** `const sweep = startSweep({ store, days, seen, now: Date.now, every: 600_000, erase })` */
export function startSweep(options: SweepOptions): Sweep {
  const { store, days, seen, erase } = options
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let wake: (() => void) | undefined

  async function sweep(): Promise<void> {
    for (const day of days.expired(options.now())) {
      let from = dayPrefix(day)
      const end = dayPrefix(day + 1)
      while (!stopped) {
        const keys = await store.read((db) => db.keys({ gt: from, lt: end, limit: SLICE }).all())
        if (keys.length === 0) break
        await erase(keys)
        // Going on from here spares the next read the deleted keys, which stay in the way until they are compacted.
        from = keys.at(-1)!
        await pause()
      }
      if (stopped) return
      days.forget(day)
      seen.forget(day)
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve
      setTimeout(resolve, PAUSE).unref()
    })
  }

  const timer = setInterval(() => {
    // A failed slice is tried again at the next look; the records are expired in any case.
    running = running.then(sweep).catch(() => undefined)
  }, options.every)
  timer.unref()

  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      wake?.()
      await running
    },
  }
}
