import type { LocalCache } from '../local-cache.ts'
import { platformStorage } from './indexed-db.ts'
import type { OfflineStorage } from './storage.ts'
import { UserCache } from './user-cache.ts'

/** What is kept, and for how long. */
export interface LocalCacheOptions {
  /** Default: IndexedDB in browsers, else memory. */
  readonly storage?: OfflineStorage
  /** Conversations, the newest. Default 100. */
  readonly conversations?: number
  /** Messages of each, the newest; together at most 64 K characters. Default 20. */
  readonly messages?: number
  /** Keep it when the user logs out. Default false: a logout leaves nothing behind, and neither does the login of another user. */
  readonly isKeptAfterLogout?: boolean
}

/**
 * Shows what the user saw last before the server has answered. When `login` is called, `EXTRA_EVENT.CACHE_READ` and
 * `CONVERSATION_LIST_UPDATED` tell what was kept; from `SDK_READY` on everything is the server's. The stores of `@signet/chat/store`
 * and the hooks show it by themselves.
 *
 * @example `SignetChat.create({ SDKAppID: 1400000001, cache: localCache() })`
 */
export function localCache({
  storage = platformStorage(),
  conversations = 100,
  messages = 20,
  isKeptAfterLogout = false,
}: LocalCacheOptions = {}): LocalCache {
  return {
    attach: (core) => void new UserCache(core, { storage, conversations, messages, isKeptAfterLogout }),
  }
}
