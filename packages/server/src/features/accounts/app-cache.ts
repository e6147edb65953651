import { createKeyRing, type KeyRing, publicKey, type RingKey, secretKey } from '@signet/usersig/node'
import { boundedCache } from '../../engine/bounded-cache.ts'
import { fail } from '../../engine/failure.ts'
import type { Secrets } from '../../engine/secrets.ts'
import { type App, appOf } from './app.ts'
import type { AccountLog } from './parts.ts'
import { isUsable } from './rules.ts'
import type { AccountStore, KeyRow } from './store.ts'

/** An application as the hot paths need it. */
export interface CachedApp {
  readonly app: App
  /** Nothing when no key can verify. Windows of retiring keys are in the ring. */
  readonly ring: KeyRing | undefined
  readonly keys: ReadonlyMap<string, KeyRow>
  /** What was known when it was read; another stamp now means read it again. */
  readonly stamp: number
}

/** Applications with their key rings: read once, again after a write of this process or a commit of another one. */
export interface AppCache {
  /** @throws APP_NOT_FOUND */
  load(sdkAppId: number): Promise<CachedApp>
  /** What is known without waiting; starts reading it again when that is old. */
  peek(sdkAppId: number): CachedApp | undefined
  /** To be called after a write. */
  invalidate(): void
}

/** How a sealed secret is bound to its key: moved to another row, it does not open. */
export const secretContext = (sdkAppId: number, keyId: string): string => `app_key/${sdkAppId}/${keyId}`

export function createAppCache(parts: {
  readonly store: AccountStore
  readonly secrets: Secrets
  readonly foreignVersion: () => number
  readonly now: () => number
  readonly log: AccountLog
}): AppCache {
  const { store, secrets, log } = parts
  const cached = boundedCache<number, CachedApp>(10_000)
  const loading = new Map<number, { readonly stamp: number; readonly app: Promise<CachedApp> }>()
  let ownWrites = 0

  // Both counts only grow, so the sum is another one whenever either is.
  const currentStamp = () => parts.foreignVersion() + ownWrites

  async function read(sdkAppId: number, stamp: number): Promise<CachedApp> {
    const row = await store.app(sdkAppId)
    if (!row) {
      cached.delete(sdkAppId)
      throw fail('APP_NOT_FOUND')
    }
    const administrators = await store.administrators(sdkAppId)
    const keys = await store.keys(sdkAppId)
    const fresh: CachedApp = {
      app: appOf(row, administrators),
      ring: ringOf(keys),
      keys: new Map(keys.map((key) => [key.key_id, key])),
      stamp,
    }
    cached.set(sdkAppId, fresh)
    return fresh
  }

  function ringOf(rows: readonly KeyRow[]): KeyRing | undefined {
    const entries: RingKey[] = []
    for (const row of rows) {
      if (!isUsable({ retiresAt: row.retires_at ?? undefined, revokedAt: row.revoked_at ?? undefined }, parts.now()))
        continue
      try {
        entries.push({
          id: row.key_id,
          key: row.kind === 'secret' ? secretKey(openSecret(row)) : publicKey(row.public_key ?? ''),
          ...(row.retires_at === null ? {} : { notAfter: Math.floor(row.retires_at / 1000) }),
        })
      } catch (error) {
        // One key that cannot be read must not lock out those who use the others.
        log.error({ sdkAppId: row.sdk_app_id, keyId: row.key_id, error }, 'a key cannot be used')
      }
    }
    return entries.length === 0 ? undefined : createKeyRing(entries)
  }

  const openSecret = (row: KeyRow) => secrets.open(row.sealed_secret ?? '', secretContext(row.sdk_app_id, row.key_id))

  function load(sdkAppId: number): Promise<CachedApp> {
    const stamp = currentStamp()
    const known = cached.get(sdkAppId)
    if (known?.stamp === stamp) return Promise.resolve(known)
    const underWay = loading.get(sdkAppId)
    if (underWay?.stamp === stamp) return underWay.app
    const app = read(sdkAppId, stamp).finally(() => {
      if (loading.get(sdkAppId)?.app === app) loading.delete(sdkAppId)
    })
    loading.set(sdkAppId, { stamp, app })
    return app
  }

  return {
    load,
    peek(sdkAppId) {
      const known = cached.get(sdkAppId)
      if (known?.stamp !== currentStamp()) {
        load(sdkAppId).catch((error: unknown) => {
          if (known) log.error({ sdkAppId, error }, 'an application cannot be read')
        })
      }
      return known
    },
    invalidate() {
      ownWrites++
    },
  }
}
