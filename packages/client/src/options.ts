import type { Timeouts } from './environment.ts'
import type { LocalCache } from './local-cache.ts'
import type { OfflineOutbox } from './shelf.ts'

/** Why a ticket is asked for: none was given, the last one is about to end, or the server no longer takes it. */
export type UserSigReason = 'login' | 'expiring' | 'refused'

/** What `create` takes. Keys that are not listed are ignored, so options made for the official SDK can stay. */
export interface CreateOptions {
  /** The application. */
  readonly SDKAppID: number
  /**
   * Address of your server: `wss://im.example.com`; also ws, http or https. Without a path, `/im` is added.
   * Default in pages: the global `SIGNET_SERVER`, else `<meta name="signet-server" content="…">`, else where the page comes from.
   */
  readonly proxyServer?: string
  /** Let a user be in several live rooms at once; by default who enters one leaves the one before. */
  readonly unlimitedAVChatRoom?: boolean
  /** Where files are uploaded to, if that is another address: `https://files.example.com`. */
  readonly fileUploadProxy?: string
  /** Where files are read from, if that is another address. */
  readonly fileDownloadProxy?: string
  /**
   * Fetches a UserSig from your backend. With it, a ticket that expires is replaced and the user stays logged in.
   * Answer with nothing to let the login end; throw when the backend cannot be reached, and it is asked again.
   */
  readonly getUserSig?: (request: {
    readonly userID: string
    readonly reason: UserSigReason
  }) => Promise<string | undefined> | string | undefined
  /**
   * Keeps messages until they are sent, however long that takes, over reloads of the page too: `offlineOutbox()` of
   * `@signet/chat/offline`. Without it, `sendMessage` gives up after `timeouts.send`.
   */
  readonly outbox?: OfflineOutbox
  /** Tells what the user saw last before the server has answered: `localCache()` of `@signet/chat/offline`. */
  readonly cache?: LocalCache
  /** Milliseconds; what is absent keeps its default. */
  readonly timeouts?: Partial<Timeouts>
  readonly [other: string]: unknown
}
