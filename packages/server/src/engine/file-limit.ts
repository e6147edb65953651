import { readFileSync } from 'node:fs'

/** Kept for what is no socket: the store's files, requests, webhooks, and whoever looks after a full server. */
const reserveOf = (limit: number): number => Math.min(1_024, Math.max(64, Math.floor(limit / 4)))

/** Files and sockets that this process may have open; nothing where the system does not say. */
export function openFilesLimit(): number | undefined {
  try {
    const found = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))
    return found === null ? undefined : Number(found[1])
  } catch {
    // No Linux.
    return undefined
  }
}

/**
 * So many sessions of those wanted as the limit leaves room for: those beyond are turned away with words, while everything else still
 * works (CHK46). Without it the system would take connections and drop them unheard, the console's among them.
 * @example
 * sessionsWithin(50_000, 1_024) // 768
 */
export const sessionsWithin = (wanted: number, limit: number | undefined): number =>
  limit === undefined ? wanted : Math.max(1, Math.min(wanted, limit - reserveOf(limit)))
