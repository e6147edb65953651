/** Messages that wait until they are sent, over reloads of the page: `@signet/chat/offline`. */
export { indexedDbStorage } from './offline/indexed-db.ts'
export { type OfflineOutboxOptions, offlineOutbox } from './offline/outbox.ts'
export { type Entry, memoryStorage, type OfflineStorage } from './offline/storage.ts'
export type { OfflineOutbox } from './shelf.ts'
