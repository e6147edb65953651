import { fail } from '../../engine/failure.ts'
import { FailureCounter, networkOf } from '../../engine/realtime/limiter.ts'

/** Wrong passwords a minute from one address. */
const PER_ADDRESS = 10
/**
 * Wrong passwords a minute for one name, wherever they come from. Higher, because whoever reaches it keeps the real user out for the
 * rest of the minute; against passwords of twelve characters it is low enough.
 */
const PER_NAME = 40
/**
 * Wrong codes an hour after the right password of one name. Of a million codes three count at a time: forty a minute would find one
 * within days. Whoever keeps the real user out so has the password, and a new one ends it.
 */
const CODES_PER_NAME = 10
const HOUR_MS = 3_600_000

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
  /** The same for the code that follows the right password of this name. */
  guardCode<T>(name: string, check: () => Promise<T | undefined>): Promise<T | undefined>
}

export function createThrottle(now: () => number): Throttle {
  const byAddress = new FailureCounter(PER_ADDRESS, now)
  const byName = new FailureCounter(PER_NAME, now)
  const codes = new FailureCounter(CODES_PER_NAME, now, HOUR_MS)

  function refuseBlocked({ address, name }: Attempt): void {
    const wait = Math.max(byAddress.blockedFor(networkOf(address)), byName.blockedFor(name))
    if (wait > 0) throw fail('TOO_FREQUENT', 'Too many wrong passwords: wait a minute, then try again.', wait)
  }

  function refuseGuessed(name: string): void {
    const wait = codes.blockedFor(name)
    const minutes = Math.ceil(wait / 60_000)
    if (wait > 0)
      throw fail('TOO_FREQUENT', `Too many wrong codes: no code of this user is taken for ${minutes} minutes.`, wait)
  }

  return {
    async guard(attempt, check) {
      refuseBlocked(attempt)
      const outcome = await check()
      // Again, for attempts that ran side by side: the answer to those beyond the limit is told to nobody, right or wrong.
      refuseBlocked(attempt)
      if (outcome === undefined) {
        byAddress.failed(networkOf(attempt.address))
        byName.failed(attempt.name)
      }
      return outcome
    },
    async guardCode(name, check) {
      refuseGuessed(name)
      const outcome = await check()
      refuseGuessed(name)
      if (outcome === undefined) codes.failed(name)
      return outcome
    },
  }
}
