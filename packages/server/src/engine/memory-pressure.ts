import { getHeapStatistics } from 'node:v8'

/** Bytes of something that has an end. */
export interface MemoryUse {
  readonly used: number
  /** 0: no end is known. */
  readonly most: number
}

export interface MemoryPressure {
  /** Is less than a tenth left? */
  isTight(): boolean
}

/** From here on what can come later has to (CHK47). */
const TIGHT = 0.9
/** Memory is looked at so often at most, ms. */
const LOOK_EVERY_MS = 1_000

/** When to come again, ms. Not all at the same time: they would fill it anew. */
export const waitForMemory = (): number => 5_000 + Math.floor(Math.random() * 10_000)

/** The heap, whose end ends the process, and all memory where the system bounds it. */
export function memoryOfProcess(): MemoryUse[] {
  const { used_heap_size, heap_size_limit } = getHeapStatistics()
  return [
    { used: used_heap_size, most: heap_size_limit },
    { used: process.memoryUsage.rss(), most: process.constrainedMemory() },
  ]
}

/**
 * Says when memory runs short, so that new work is turned away while what is there goes on.
 * @param now ms of a clock that nobody sets
 * @example
 * const memory = createMemoryPressure({ now: () => performance.now() })
 * if (memory.isTight()) throw fail('OVERLOADED')
 */
export function createMemoryPressure({
  now,
  read = memoryOfProcess,
}: {
  readonly now: () => number
  readonly read?: () => readonly MemoryUse[]
}): MemoryPressure {
  let lookedAt = Number.NEGATIVE_INFINITY
  let tight = false
  return {
    isTight() {
      if (now() - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = now()
        tight = read().some(({ used, most }) => most > 0 && used >= most * TIGHT)
      }
      return tight
    },
  }
}
