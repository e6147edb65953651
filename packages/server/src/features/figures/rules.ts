/** Decisions about figures: no I/O, no clock. */

/** How often is counted, s; kept in memory for an hour. */
export const FINE_SECONDS = 15
export const MOST_FINE = 240

/** Stretches that are stored, s, and for how long, ms. */
export const STEPS = [
  { seconds: 300, keepMs: 2 * 86_400_000 },
  { seconds: 3600, keepMs: 31 * 86_400_000 },
] as const

/** What can be looked at: how far back, ms, and in stretches of how many seconds. */
export const RANGES = {
  '15m': { ms: 900_000, seconds: FINE_SECONDS },
  '1h': { ms: 3_600_000, seconds: FINE_SECONDS },
  '6h': { ms: 6 * 3_600_000, seconds: 300 },
  '24h': { ms: 86_400_000, seconds: 300 },
  '7d': { ms: 7 * 86_400_000, seconds: 3600 },
  '30d': { ms: 30 * 86_400_000, seconds: 3600 },
} as const

export type Range = keyof typeof RANGES

/** Applications of which stretches are stored, the busiest first: rows stay bounded. */
export const MOST_APPS = 500

/** The whole node, beside the applications. */
export const NODE = 0

/** When the stretch began that a time is in, ms. */
export const startOf = (at: number, seconds: number): number => Math.floor(at / (seconds * 1000)) * seconds * 1000
