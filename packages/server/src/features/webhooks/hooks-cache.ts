import { boundedCache } from '../../engine/bounded-cache.ts'
import type { Secrets } from '../../engine/secrets.ts'
import { type AppHooks, appHooks, type Endpoint, endpointOf, openSealed } from './endpoint.ts'
import type { EndpointRow, WebhookStore } from './store.ts'

/** The webhooks of applications as the hot path needs them: without waiting once they were read, until somebody changes them. */
export interface HooksCache {
  /** What is known. A promise when nothing is known yet, or another process wrote since: what it switched on counts from the next event on. */
  of(sdkAppId: number): AppHooks | Promise<AppHooks>
  /** To be called after a write of this process, which counts from now on. */
  invalidate(sdkAppId: number): void
}

export interface HooksLog {
  error(details: object, message: string): void
  warn(details: object, message: string): void
}

/** `timeoutMs`: the limit of URLs that have none of their own. */
export function createHooksCache(parts: {
  readonly store: WebhookStore
  readonly secrets: Secrets
  readonly timeoutMs: number
  readonly now: () => number
  readonly log: HooksLog
}): HooksCache {
  const { store, secrets, timeoutMs, now, log } = parts
  const known = boundedCache<number, AppHooks>(10_000)
  const reading = new Map<number, Promise<AppHooks>>()
  let ownWrites = 0
  // Both counts only grow, so the sum is another one whenever either is.
  const stampNow = () => store.foreignVersion() + ownWrites

  function readable(row: EndpointRow): Endpoint[] {
    try {
      return [endpointOf(row, openSealed(secrets, row), timeoutMs, now())]
    } catch (error) {
      // One URL whose secrets cannot be read must not silence the others.
      log.error({ sdkAppId: row.sdk_app_id, endpointId: row.endpoint_id, error }, 'a webhook cannot be used')
      return []
    }
  }

  function read(sdkAppId: number): Promise<AppHooks> {
    const underWay = reading.get(sdkAppId)
    if (underWay !== undefined) return underWay
    const stamp = stampNow()
    const writes = ownWrites
    const hooks: Promise<AppHooks> = store
      .endpoints(sdkAppId)
      .then((rows) => {
        const fresh = appHooks(rows.flatMap(readable), stamp)
        if (writes === ownWrites) known.set(sdkAppId, fresh)
        return fresh
      })
      .finally(() => {
        if (reading.get(sdkAppId) === hooks) reading.delete(sdkAppId)
      })
    reading.set(sdkAppId, hooks)
    return hooks
  }

  return {
    of(sdkAppId) {
      const hooks = known.get(sdkAppId)
      if (hooks === undefined) return read(sdkAppId)
      if (hooks.stamp === stampNow()) return hooks
      return read(sdkAppId).catch((error: unknown) => {
        log.error({ sdkAppId, error }, 'webhooks cannot be read')
        return hooks
      })
    },
    invalidate(sdkAppId) {
      ownWrites++
      known.delete(sdkAppId)
      reading.delete(sdkAppId)
    },
  }
}
