import type { OpInput } from '@signet/protocol/realtime/requests'
import type { Environment } from './environment.ts'
import type { Message } from './message.ts'

/** A message on its way. */
export interface Shelved {
  /** The app's instance of it. */
  readonly message: Message
  /** What the server is told: every try repeats it to the letter, also that of another page. */
  readonly input: OpInput<'send'>
  /** When the server may have heard of it first, ms; absent while it certainly has not. */
  readonly triedAt: number | undefined
}

/** Where the messages of one login wait, so that they outlive the page. */
export interface Shelf {
  /** The user is logged in: `found` is given what others left behind, now and later, in the order in which it was written. */
  start(found: (left: readonly Shelved[]) => void): void
  /** Resolves when it is kept. Never rejects: what cannot be kept is sent nevertheless. */
  put(shelved: Shelved): Promise<void>
  /** It needs no keeping any more. */
  drop(id: string): void
  /** The login is over: what is left is there for the next one, or for nobody. */
  stop(isWiped: boolean): void
}

/** Who is logged in, and where. */
export interface Scope {
  /** The application. */
  readonly sdkAppId: number
  /** The server's address, without a path. */
  readonly server: string
  /** The user. */
  readonly userId: string
}

/** An outbox that outlives the page. Made by `offlineOutbox()` of `@signet/chat/offline`. */
export interface OfflineOutbox {
  /** @internal */
  shelf(scope: Scope, env: Pick<Environment, 'clock' | 'log' | 'uint32'>): Shelf
}
