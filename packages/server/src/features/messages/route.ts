import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Sent } from './send.ts'

/** A message before it is numbered: everything but `seq` and `time`. */
export type Draft = Omit<WireMessage, 'seq' | 'time'>

/** Who hears a message: a subject on the bus, and the name that those who hear it know the conversation by. */
export interface Listener {
  readonly subject: string
  readonly conversation: string
  /** Of those who hear the subject, the ones who alone are told: their own subjects. Absent: all. */
  readonly only?: readonly string[]
  /** Not those who hear this other subject. */
  readonly unless?: string
}

/** Where what happens in a conversation is kept, and who hears of it. */
export interface Channel {
  readonly sdkAppId: number
  /** Key of the conversation's log. */
  readonly timeline: string
  /** Who hears a message; of no message: who hears everything. The cost is that of the list, never of the members. */
  audience(message?: Pick<Draft, 'from' | 'targets' | 'receiverOnly'>): readonly Listener[]
}

/**
 * How a message reaches one kind of conversation. `messages` knows C2C; other features implement this for theirs, so that the hot path
 * never asks which kind it is.
 */
export interface Route extends Channel {
  /**
   * May this sender speak here, now? Writes what the message needs before it exists (first contact). Synchronous when everything is
   * known already, so that the messages of one sender stay in order. @throws Failure
   * @returns how the message is said where nothing is stored; nothing where it is appended to the timeline
   */
  admit(draft: Draft): Promise<Admitted> | Admitted
  /**
   * The same for a message that was admitted and waited since, for an answer of the application: its sender may have been removed,
   * muted or blocked meanwhile, or the group be gone. Absent: nothing of that kind can happen.
   */
  admitAgain?(draft: Draft): Promise<Admitted> | Admitted
}

export type Admitted = Live | undefined

/** Where messages are told to who is there, and kept nowhere. */
export interface Live {
  /** @param value the message as JSON, without number and time. @throws Failure */
  say(draft: Draft, value: string, sentBy: string): Sent
}
