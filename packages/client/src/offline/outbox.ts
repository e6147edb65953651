import type { OfflineOutbox } from '../shelf.ts'
import { platformStorage } from './indexed-db.ts'
import { platformLocks } from './locks.ts'
import type { OfflineStorage } from './storage.ts'
import { UserShelf } from './user-shelf.ts'

/** How an outbox keeps messages. */
export interface OfflineOutboxOptions {
  /** Default: IndexedDB in browsers, else memory. */
  readonly storage?: OfflineStorage
  /** Milliseconds after which a message is not worth sending any more. Default seven days. */
  readonly maxAge?: number
}

/**
 * An outbox that outlives the page. With it, `sendMessage` waits for the network for as long as it takes instead of failing after
 * `timeouts.send`; the messages of a conversation go out one after the other, in the order in which they were sent; what had not been
 * sent when the page was closed, reloaded or crashed is sent after the next login of the same user, by one tab, under the same ID, and
 * stored once. `logout` forgets what waits; a kick and `destroy` do not. A file has to be uploaded before its message can wait.
 *
 * @example
 * ```ts
 * const chat = SignetChat.create({ SDKAppID: 1400000001, outbox: offlineOutbox() })
 * chat.on(EXTRA_EVENT.UNSENT_UPDATED, ({ data }) => badge(data.length))
 * ```
 */
export function offlineOutbox({
  storage = platformStorage(),
  maxAge = WEEK,
}: OfflineOutboxOptions = {}): OfflineOutbox {
  return {
    shelf: (scope, env) => new UserShelf({ storage, locks: platformLocks(), scope, maxAge, env }),
  }
}

const WEEK = 7 * 24 * 3_600_000
