/** Upper bound of the first wait and of every wait, ms. */
const BASE = 200
const CAP = 10_000

/** A server that asks for a longer wait than this is not waited for, ms: the caller decides. */
export const LONGEST_WAIT = 30_000

/**
 * What to wait before the next try, ms, after `tries` of them. Full jitter: many backends that lost one server must not come back
 * together. What the server asks for is a minimum.
 */
export function waitBefore(tries: number, retryAfterMs = 0, random: () => number = Math.random): number {
  return retryAfterMs + Math.floor(random() * Math.min(CAP, BASE * 2 ** Math.min(tries - 1, 20)))
}

/** @throws what the signal says, at once, when it is aborted */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
