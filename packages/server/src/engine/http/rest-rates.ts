import { boundedCache } from '../bounded-cache.ts'
import { type Bucket, take } from '../realtime/limiter.ts'

export interface RestLimits {
  /** Calls of one command per second and application; a command may ask for less. */
  readonly perSecond: number
  /** Calls of all commands per second and application. */
  readonly perSecondOfApp: number
  /** ms, monotonic. */
  now(): number
}

/** Applications times commands that are kept count of. Who falls out starts with a full bucket. */
const MOST_BUCKETS = 100_000

/** What became of one call of a command. */
export interface Counted {
  /** 0, or the milliseconds until it may be called again. */
  readonly wait: number
  /** Calls within the current second, this one included. */
  readonly calls: number
  readonly limit: number
}

interface CommandBucket extends Bucket {
  second: number
  calls: number
}

/** Counts calls: each second's worth may come at once, and no more than that (REST7). */
export function createRates(limits: RestLimits) {
  const buckets = boundedCache<string, CommandBucket>(MOST_BUCKETS)

  const count = (key: string, limit: number): Counted => {
    let bucket = buckets.get(key)
    if (bucket === undefined) {
      bucket = { tokens: 0, tokensAt: 0, second: 0, calls: 0 }
      buckets.set(key, bucket)
    }
    const now = limits.now()
    const second = Math.floor(now / 1000)
    bucket.calls = bucket.second === second ? bucket.calls + 1 : 1
    bucket.second = second
    return { wait: take(bucket, now, limit, limit), calls: bucket.calls, limit }
  }

  return {
    /** @returns 0, or the milliseconds until the application may call anything again */
    ofApp: (sdkAppId: number): number => count(`${sdkAppId}`, limits.perSecondOfApp).wait,
    ofCommand: (sdkAppId: number, path: string, perSecond = limits.perSecond): Counted =>
      count(`${sdkAppId}/${path}`, Math.min(perSecond, limits.perSecond)),
  }
}
