/** What a log holds of some conversations, for export: independent of the engine that it comes from. */
export interface Archive {
  /**
   * Everything of the conversations whose names begin with a prefix, as it is durable when the first record is asked for, in an order that
   * is always the same. Names in records are without the prefix.
   * @throws Error when the store was repaired meanwhile: begin anew
   */
  records(prefix: string): AsyncGenerator<ArchiveRecord>
  /** Puts records under a prefix, in place of what was there. What they say about retries and work to be done is not among them. */
  restore(prefix: string, records: AsyncIterable<ArchiveRecord>): Promise<number>
  /** Holds all of it as it is now, for a backup. Release it: what is held takes room. */
  freeze(): Promise<FrozenLog>
}

/** A log as it was at a moment. */
export interface FrozenLog {
  /** Writes it into a folder that does not exist. @returns how many records there are */
  copyTo(folder: string, onProgress?: (records: number) => void): Promise<number>
  release(): Promise<void>
}

export type ArchiveRecord =
  | { readonly kind: 'head'; readonly conversation: string; readonly head: ArchiveHead }
  | {
      readonly kind: 'entry'
      readonly conversation: string
      readonly seq: number
      /** ms */
      readonly time: number
      /** How many entries up to this one do not count as unread. */
      readonly uncounted: number
      readonly value: string
    }
  | {
      readonly kind: 'change'
      readonly conversation: string
      readonly changeSeq: number
      readonly time: number
      readonly value: string
    }
  | {
      readonly kind: 'state'
      readonly conversation: string
      readonly seq: number
      readonly changeSeq: number
      readonly value: string
    }
  /** The newest entry of somebody who is not named in the head. */
  | { readonly kind: 'author'; readonly conversation: string; readonly author: string; readonly seq: number }

export interface ArchiveHead {
  readonly seq: number
  readonly changeSeq: number
  readonly time: number
  readonly changedAt: number
  /** How many entries have a state. */
  readonly states: number
  readonly uncounted: number
  readonly lastUncounted: number
  /** Whether there are `author` records. */
  readonly authorsLeft: boolean
  /** seq of the oldest entry that is there. */
  readonly first: number
  readonly uncountedBefore: number
  /** Author and seq of the newest entry of each of the latest authors, the latest last. */
  readonly latest: readonly (readonly [author: string, seq: number])[]
}
