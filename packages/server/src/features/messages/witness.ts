import type { Draft, Listener, Route } from './route.ts'
import type { SendOptions, Sent } from './send.ts'

/** What a message goes through, written down while it does, for somebody who asked for that. */
export interface Trace {
  /** The application was asked, and said this after so many ms. */
  asked(verdict: 'send' | 'drop' | 'refuse', ms: number): void
  /** It has its number, and is durable where it is kept. */
  stored(sent: Sent): void
  /** Those who hear these subjects are told now. */
  told(listeners: readonly Listener[], except: string): void
  failed(error: unknown): void
}

/** Decides whose messages are written down; nearly always nothing, which costs one call. */
export interface Witness {
  begin(route: Route, draft: Draft, by: Pick<SendOptions, 'sentBy' | 'origin'>): Trace | undefined
}
