import type { NewsPacket } from './connection.ts'
import type { Message } from './message.ts'

/** An area of the SDK that keeps something of the logged-in user's. Each call is made for one login at a time. */
export interface Part {
  /** Somebody is about to log in who is not in memory. */
  entering?(userId: string, login: Promise<unknown>): void
  /** The first sync of a login is complete, just before `SDK_READY`. */
  ready?(): void
  /** Back after an outage: whatever changed meanwhile was not told. */
  resumed?(): void
  push?(packet: NewsPacket): void
  /** New messages, just before the app hears of them. */
  received?(messages: readonly Message[]): void
  /** The user logged out, or another one logged in: what was kept is not theirs. */
  forget?(): void
  /** The user logged out: nothing of theirs is to stay behind, or, when the instance is destroyed, what may stay. Before `forget`. */
  loggedOut?(isWiped: boolean): void
}
