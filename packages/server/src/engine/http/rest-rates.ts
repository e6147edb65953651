import { LRUCache } from 'lru-cache'
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

/** Counts calls: each second's worth may come at once, and no more than that (REST7). */
export function createRates(limits: RestLimits) {
  const buckets = new LRUCache<string, Bucket>({ max: MOST_BUCKETS })

  const waitFor = (key: string, perSecond: number): number => {
    let bucket = buckets.get(key)
    if (bucket === undefined) {
      bucket = { tokens: 0, tokensAt: 0 }
      buckets.set(key, bucket)
    }
    return take(bucket, limits.now(), perSecond, perSecond)
  }

  return {
    /** @returns 0, or the milliseconds until the application may call anything again */
    ofApp: (sdkAppId: number): number => waitFor(`${sdkAppId}`, limits.perSecondOfApp),
    /** @returns 0, or the milliseconds until it may call this command again */
    ofCommand: (sdkAppId: number, path: string, perSecond = limits.perSecond): number =>
      waitFor(`${sdkAppId}/${path}`, Math.min(perSecond, limits.perSecond)),
  }
}
