/** Messages that wait until they are sent over reloads of the page, and what was seen last: `@signet/chat/offline`. */

export type { LocalCache } from './local-cache.ts'
export { type LocalCacheOptions, localCache } from './offline/cache.ts'
export { indexedDbStorage } from './offline/indexed-db.ts'
export { type OfflineOutboxOptions, offlineOutbox } from './offline/outbox.ts'
export { type Entry, memoryStorage, type OfflineStorage } from './offline/storage.ts'
export type { OfflineOutbox } from './shelf.ts'
