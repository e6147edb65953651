import type { WireMessage } from '@signet/protocol/realtime/frames'

/** A message before it is numbered: everything but `seq` and `time`. */
export type Draft = Omit<WireMessage, 'seq' | 'time'>

/** Who hears a message, and by which name each knows the conversation. */
export interface Listener {
  readonly userId: string
  readonly conversation: string
}

/**
 * How a message reaches one kind of conversation. `messages` knows C2C; other features implement this for theirs, so that the hot path
 * never asks which kind it is.
 */
export interface Route {
  readonly sdkAppId: number
  /** Key of the conversation's log. */
  readonly timeline: string
  /**
   * May this sender speak here, now? Writes what the message needs before it exists (first contact). Synchronous when everything is
   * known already, so that the messages of one sender stay in order. @throws Failure
   */
  admit(draft: Draft): Promise<void> | undefined
  audience(): readonly Listener[]
}
