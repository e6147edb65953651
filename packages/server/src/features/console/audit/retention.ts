import { setTimeout as sleep } from 'node:timers/promises'
import type { ConsoleAudit } from './log.ts'

const EVERY_MS = 3_600_000
const DAY_MS = 86_400_000
/** Between two slices, ms: others write in between. */
const PAUSE_MS = 50

/** Takes rows that are too old out of the audit log, now and then (CON17). */
export interface AuditRetention {
  /** What a timer does every hour. @returns how many rows went */
  sweep(): Promise<number>
  close(): Promise<void>
}

/**
 * @example
 * const retention = createAuditRetention({ audit, days: 400, now: Date.now, onFailure: log.error })
 * @param parts.days 0 keeps everything
 */
export function createAuditRetention(parts: {
  readonly audit: Pick<ConsoleAudit, 'trim'>
  readonly days: number
  /** ms */
  now(): number
  onFailure(error: unknown): void
}): AuditRetention {
  const stop = new AbortController()
  let underWay: Promise<unknown> = Promise.resolve()

  async function sweep(): Promise<number> {
    if (parts.days === 0) return 0
    const before = parts.now() - parts.days * DAY_MS
    let total = 0
    for (;;) {
      const gone = stop.signal.aborted ? 0 : await parts.audit.trim(before)
      if (gone === 0) return total
      total += gone
      await sleep(PAUSE_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
    }
  }

  const timer = setInterval(() => {
    underWay = underWay.then(sweep).catch(parts.onFailure)
  }, EVERY_MS)
  timer.unref()

  return {
    sweep,
    async close() {
      clearInterval(timer)
      stop.abort()
      await underWay
    },
  }
}
