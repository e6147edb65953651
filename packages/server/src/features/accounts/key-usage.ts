import type { AccountLog } from './parts.ts'
import type { AccountStore } from './store.ts'

/** When each key last verified a ticket (KEY7). A login must not cost a write, so it is stored at most once a minute. */
export interface KeyUsage {
  touch(sdkAppId: number, keyId: string): void
  /** ms; what is not stored yet included. */
  lastUsed(sdkAppId: number, keyId: string): number | undefined
  flush(): Promise<void>
}

const FLUSH_EVERY = 60_000

export function createKeyUsage(parts: {
  readonly store: AccountStore
  readonly now: () => number
  readonly log: AccountLog
}): KeyUsage {
  const { store, now, log } = parts
  let unsaved = new Map<string, { readonly sdkAppId: number; readonly keyId: string; at: number }>()
  let lastFlush = now()
  const nameOf = (sdkAppId: number, keyId: string) => `${sdkAppId}/${keyId}`

  async function flush(): Promise<void> {
    lastFlush = now()
    const saving = unsaved
    if (saving.size === 0) return
    unsaved = new Map()
    try {
      await store.write(
        Array.from(saving.values(), ({ sdkAppId, keyId, at }) =>
          store.updateKey(sdkAppId, keyId, { last_used_at: at }),
        ),
      )
    } catch (error) {
      // Used again since then or not: the newer time wins.
      unsaved = new Map([...saving, ...unsaved])
      throw error
    }
  }

  return {
    touch(sdkAppId, keyId) {
      const at = now()
      const name = nameOf(sdkAppId, keyId)
      const entry = unsaved.get(name)
      if (entry) entry.at = at
      else unsaved.set(name, { sdkAppId, keyId, at })
      if (at - lastFlush >= FLUSH_EVERY) {
        flush().catch((error: unknown) => log.error({ error }, 'the last use of keys cannot be stored'))
      }
    },
    lastUsed: (sdkAppId, keyId) => unsaved.get(nameOf(sdkAppId, keyId))?.at,
    flush,
  }
}
