/**
 * What happens to messages after they were sent: the events of a conversation's second log, which has its own gapless numbers
 * (`changeSeq`), and what a message became by them. Types only, so that the client ships no schema.
 */

import type { MsgBody } from '../message.ts'

/** What a message became, beside it on every read. Absent when nothing happened to it. */
export interface WireChanged {
  /** Of the newest event of this message: what is known with a greater one is newer. */
  readonly changeSeq: number
  readonly recalled?: WireRecalled
  /** The body and the custom data are the edited ones. */
  readonly edit?: WireEdit
  readonly reactions?: readonly WireReaction[]
  /** Who told that they have read it, of a message that asked for receipts. */
  readonly readBy?: readonly string[]
  /** The newest `seq` of its extensions: ask `extension.get` for them. */
  readonly extensionSeq?: number
}

export interface WireEdit {
  /** How often it was edited. */
  readonly version: number
  /** Who edited it last. */
  readonly by: string
}

export interface WireReaction {
  readonly id: string
  readonly count: number
  /** The first ten of them. */
  readonly users: readonly string[]
}

/** A key and its value beside a message. */
export interface WireExtension {
  readonly key: string
  readonly value: string
  /** Who writes names the one that they know (0: a new key); every value gets the next of its message. */
  readonly seq: number
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
  /** The message has this body, this custom data, or both now; what is absent stays. */
  | {
      readonly kind: 'modify'
      readonly seq: number
      readonly by: string
      readonly version: number
      readonly body?: MsgBody
      readonly cloudCustomData?: string
    }
  /** `by` reacted so (`on`) or took it back; `count` users do now. */
  | {
      readonly kind: 'reaction'
      readonly seq: number
      readonly by: string
      readonly id: string
      readonly on: boolean
      readonly count: number
    }
  /** `by` has read these messages, which asked for it. */
  | {
      readonly kind: 'receipt'
      readonly by: string
      readonly seqs: readonly number[]
      /** Their sender, in a group; nobody else is told. */
      readonly to?: string
    }
  /** Something about a message that is not for who reads. */
  | { readonly kind: 'hidden' }
  /** Values that were set, or that are gone. */
  | {
      readonly kind: 'extension'
      readonly seq: number
      readonly by: string
      readonly do: 'set' | 'delete' | 'clear'
      readonly extensions: readonly WireExtension[]
    }

/** An event as it is pushed and read. */
export type WireChange = ChangeEvent & {
  readonly changeSeq: number
  /** Server clock, ms. */
  readonly time: number
}
