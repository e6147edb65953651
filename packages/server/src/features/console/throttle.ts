import { fail } from '../../engine/failure.ts'
import { FailureCounter } from '../../engine/realtime/limiter.ts'

/** Wrong passwords a minute from one address. */
const PER_ADDRESS = 10
/**
 * Wrong passwords a minute for one name, wherever they come from. Higher, because whoever reaches it keeps the real user out for the
 * rest of the minute; against passwords of twelve characters it is low enough.
 */
const PER_NAME = 40

export interface Attempt {
  readonly address: string
  readonly name: string
}

/** Slows the guessing of passwords down (CON8). */
export interface Throttle {
  /**
   * Does a check of a password, and counts a failure when nothing comes of it.
   * @throws TOO_FREQUENT, with the time to wait, instead of doing or of telling the check; and what the check throws
   */
  guard<T>(attempt: Attempt, check: () => Promise<T | undefined>): Promise<T | undefined>
}

export function createThrottle(now: () => number): Throttle {
  const byAddress = new FailureCounter(PER_ADDRESS, now)
  const byName = new FailureCounter(PER_NAME, now)

  function refuseBlocked({ address, name }: Attempt): void {
    const wait = Math.max(byAddress.blockedFor(address), byName.blockedFor(name))
    if (wait > 0) throw fail('TOO_FREQUENT', 'Too many wrong passwords: wait a minute, then try again.', wait)
  }

  return {
    async guard(attempt, check) {
      refuseBlocked(attempt)
      const outcome = await check()
      // Again, for attempts that ran side by side: the answer to those beyond the limit is told to nobody, right or wrong.
      refuseBlocked(attempt)
      if (outcome === undefined) {
        byAddress.failed(attempt.address)
        byName.failed(attempt.name)
      }
      return outcome
    },
  }
}
