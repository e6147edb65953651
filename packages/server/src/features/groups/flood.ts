import { boundedCache } from '../../engine/bounded-cache.ts'
import { fail } from '../../engine/failure.ts'
import { type Bucket, take } from '../../engine/realtime/limiter.ts'

/** Groups whose messages are counted. One that is forgotten was quiet for long, or begins anew with everything saved up. */
const GROUPS = 20_000
/** What a quiet group may save up, seconds. */
const SAVED_SECONDS = 5

export interface Flood {
  /** Counts a message to a group. @throws Failure GROUP_FLOODED, with the time after which there is room */
  take(timeline: string): void
}

/** GRP33: one group that is flooded costs the others nothing. Counted by each node for itself. */
export function createFlood({ perSecond, now }: { readonly perSecond: number; now(): number }): Flood {
  const buckets = boundedCache<string, Bucket>(GROUPS)
  return {
    take(timeline) {
      let bucket = buckets.get(timeline)
      if (bucket === undefined) {
        bucket = { tokens: 0, tokensAt: 0 }
        buckets.set(timeline, bucket)
      }
      const wait = take(bucket, now(), perSecond, perSecond * SAVED_SECONDS)
      if (wait > 0) throw fail('GROUP_FLOODED', undefined, wait)
    },
  }
}
