import type { ClassicLevel } from 'classic-level'
import { OUTBOX_COUNTER_KEY, outboxId, outboxKey, readOutbox } from './level-keys.ts'
import type { OutboxEntry } from './timeline.ts'

/** The position of the outbox: how many entries there ever were, and where the oldest that may not be done is. */
export interface OutboxPosition {
  /** Numbers are never used twice, also not after everything was done and the server restarted. */
  readonly count: number
  advance(count: number): void
  oldest(db: ClassicLevel, limit: number): Promise<OutboxEntry[]>
  find(db: ClassicLevel): Promise<void>
}

/** `const outbox = outboxPosition()` */
export function outboxPosition(): OutboxPosition {
  let count = 0
  let oldest = ''

  return {
    get count() {
      return count
    },

    advance(newCount) {
      count = newCount
    },

    async oldest(db, limit) {
      // Starting here spares the read the deleted keys of everything that is done. New entries come behind `count`.
      const next = outboxId(count + 1)
      const rows = await db.iterator({ gte: outboxKey(oldest), lt: 'p', limit }).all()
      const entries = rows.map(([key, record]) => readOutbox(key, record))
      const first = entries[0]?.id ?? next
      if (first > oldest) oldest = first
      return entries
    },

    async find(db) {
      count = Number((await db.get(OUTBOX_COUNTER_KEY)) ?? 0)
      oldest = ''
    },
  }
}
