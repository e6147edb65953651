/**
 * What happens to messages after they were sent: the events of a conversation's second log, which has its own gapless numbers
 * (`changeSeq`), and what a message became by them. Types only, so that the client ships no schema.
 */

/** What a message became, beside it on every read. Absent when nothing happened to it. */
export interface WireChanged {
  /** Of the newest event of this message: what is known with a greater one is newer. */
  readonly changeSeq: number
  readonly recalled?: WireRecalled
}

/** The message was taken back: its body is an empty text from then on. */
export interface WireRecalled {
  readonly by: string
  readonly reason?: string
}

export type ChangeEvent =
  /** The message `seq` was taken back. */
  | { readonly kind: 'recall'; readonly seq: number; readonly by: string; readonly reason?: string }
  /** `by` has read every message up to the seq `upTo`. Take the greatest: events of two devices may be in either order. */
  | { readonly kind: 'read'; readonly by: string; readonly upTo: number }

/** An event as it is pushed and read. */
export type WireChange = ChangeEvent & {
  readonly changeSeq: number
  /** Server clock, ms. */
  readonly time: number
}
