import type { Core } from './core.ts'

/** What a user saw last, for an instant first picture. Made by `localCache()` of `@signet/chat/offline`. */
export interface LocalCache {
  /** @internal */
  attach(core: Core): void
}
