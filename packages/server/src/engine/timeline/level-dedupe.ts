import type { ClassicLevel } from 'classic-level'
import { dayOfKey, dayPrefix, dedupeKey, endOfDay } from './level-keys.ts'

/**
 * Where dedupe records are. They are kept by day, so that a whole day expires at once and is a range of keys: a look-up asks the
 * days that may still hold a live record (two of them, with 24 h), and nothing has to be searched for expired ones.
 */
export interface DedupeDays {
  /** Every key under which a live record may be, the newest day first. */
  keysOf(name: string, now: number): string[]
  stored(): readonly number[]
  /** A record of this day is about to be written. */
  used(day: number): void
  /** Days without a live record, the oldest first. */
  expired(now: number): number[]
  forget(day: number): void
  /** Finds the days that are stored. */
  find(db: ClassicLevel): Promise<void>
}

/** `const days = dedupeDays(86_400_000)`; milliseconds */
export function dedupeDays(dedupeFor: number): DedupeDays {
  let days: readonly number[] = []
  const isLive = (day: number, now: number): boolean => endOfDay(day) + dedupeFor > now

  return {
    keysOf(name, now) {
      const keys: string[] = []
      for (const day of days) if (isLive(day, now)) keys.push(dedupeKey(day, name))
      return keys
    },

    stored: () => days,

    used(day) {
      if (!days.includes(day)) days = [...days, day].sort((a, b) => b - a)
    },

    expired: (now) => days.filter((day) => !isLive(day, now)).reverse(),

    forget(day) {
      days = days.filter((other) => other !== day)
    },

    async find(db) {
      const found: number[] = []
      for (let from = 'd'; ; ) {
        const [key] = await db.keys({ gte: from, lt: 'e', limit: 1 }).all()
        if (key === undefined) break
        const day = dayOfKey(key)
        found.push(day)
        from = dayPrefix(day + 1)
      }
      days = found.reverse()
    },
  }
}
