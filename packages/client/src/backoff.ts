export interface Backoff {
  /** Upper bound of the first wait, ms. */
  readonly base: number
  /** Upper bound of every wait, ms. */
  readonly cap: number
}

/** Between two tries to reach the server. */
export const RECONNECT: Backoff = { base: 500, cap: 30_000 }

/** Between two tries of one request over a connection that stands. */
export const RETRY: Backoff = { base: 250, cap: 5_000 }

/**
 * How long to wait before try number `attempt` (from 0), ms: anything between 0 and a bound that doubles. Full jitter, because
 * ten thousand clients that lost one server must not come back in the same second.
 */
export function fullJitter(attempt: number, { base, cap }: Backoff, random: () => number): number {
  return Math.floor(random() * Math.min(cap, base * 2 ** Math.min(attempt, 30)))
}
