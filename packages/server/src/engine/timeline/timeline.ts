import type { Archive } from './archive.ts'

/**
 * The durable, gapless log of every conversation. Engines: `memory.ts`, `level.ts` (later `postgres.ts`); `contract.ts` is the
 * suite that all of them pass. An engine knows no message: a value is text that it stores and gives back unchanged.
 *
 * TL1  `append` answers only after the entry is durable (the engine's strongest sync).
 * TL2  The entries of a conversation are numbered from 1 without a gap, in the order in which they became durable.
 * TL3  Appends to one conversation that were called in an order are numbered in that order.
 * TL4  A second append with the same `dedupe.key` in the same conversation within 24 h stores nothing and answers with the first
 *      result and `duplicate: true`, also after a restart, also when both are in one commit.
 * TL5  The same `dedupe.key` with another `dedupe.digest` is refused with MESSAGE_ID_REUSED; nothing is stored.
 * TL6  `time` is the server clock at the commit, in ms, and never decreases within a conversation.
 * TL7  Reads see every acked entry, and only durable entries, in seq order, both ways, bounded by `limit`.
 * TL8  Change events have their own gapless sequence per conversation and never take an entry's number.
 * TL9  Outbox entries are stored in the commit of their message, handed out in order, and stay until they are marked done.
 * TL10 A failed commit rejects all of its callers with STORE_UNAVAILABLE, numbers nothing, and the engine goes on.
 * TL11 An only append never waits for company; under load a commit takes what came in the meantime (at most `maxBatch`).
 * TL12 A change is stored with all of its states or not at all: with one that is not as its caller read it, or that belongs to no
 *      entry, the whole change is refused (CHANGE_CONFLICT, BAD_PARAMETER) and takes no number.
 * TL13 A stored state bears the changeSeq of its change, and is read with its entry, the newest one only, also after a restart.
 * TL14 An entry keeps its number, time and value whatever its state becomes.
 * TL15 Unread for somebody is the number of entries that count behind both a position and that author's own newest entry: who writes
 *      has read what was there before. Exact after every commit, also after a restart.
 * TL16 Entries count unless their draft says otherwise, also those that were stored before there was such a thing; an entry without
 *      an author is nobody's.
 * TL17 What is older than `keepFrom` says is read no more, however a read asks; heads, numbers, dedupe keys and authors stay.
 * TL18 `drop` takes old entries away with their states, for ever: what is left is a run without a gap up to the head, the next entry
 *      gets the next number, and what is gone is unread for nobody and gets no state. A crash leaves nothing half dropped to be seen.
 * TL19 A log holds the marks that it gave, also after a restart. One that was put back to an earlier state, or another one, does not hold
 *      those that were given after that state.
 * TL20 With `dedupe.within`, TL4 and TL5 hold for that long only; then the key is the new entry's.
 * TL21 `list` tells every conversation that is there throughout once, with its head, in the order of their names.
 * TL22 `forget` leaves nothing of a conversation, not even that it was there; all others stay as they are.
 */
export interface Timeline {
  append(draft: Draft): Promise<Appended>
  /** Appends a change event (edit, recall, reaction, receipt) to the conversation's second log, with the states that it leads to. */
  change(conversation: string, draft: ChangeDraft): Promise<Changed>
  /** A head of an unknown conversation is `EMPTY_HEAD`. Answered in the order asked. */
  heads(conversations: readonly string[]): Promise<Head[]>
  /**
   * Conversations whose names begin with a prefix, after one of them, in the order of the bytes of their names: to go through all there
   * are. Costs nothing before it is asked, and then a look at each head.
   */
  list(page: ListPage): Promise<Listed[]>
  /** Entries of one conversation, ascending by seq. */
  read(conversation: string, range: Range): Promise<Entry[]>
  /** How many entries are unread for each, answered in the order asked; 0 in an unknown conversation. Never costs a look at the entries. */
  unread(queries: readonly UnreadQuery[]): Promise<number[]>
  /** Change events with a greater changeSeq, ascending. */
  changes(conversation: string, after: number, limit: number): Promise<Change[]>
  /**
   * Gives back the room of the entries that are older than a time, ms, told for each conversation; 0 keeps all. In bulk and in the
   * background of what else goes on; one at a time.
   * @returns how many entries there were
   */
  drop(olderThan: (conversation: string) => number): Promise<number>
  /**
   * Takes all conversations away whose names begin with a prefix, with their heads, events, dedupe keys and outbox entries. In pieces;
   * nobody may append to them meanwhile. When it fails, calling it again goes on.
   * @returns how many conversations there were
   */
  forget(prefix: string): Promise<number>
  /** The oldest outbox entries that are not done, in commit order. */
  outbox(limit: number): Promise<OutboxEntry[]>
  outboxDone(ids: readonly string[]): Promise<void>
  /** Export and import of whole conversations; absent where everything is lost at the end anyway. */
  readonly archive?: Archive
  /** Where this log stands now: short text for whoever reads it, to be asked about later by `holds`. */
  mark(): string
  /** Is everything that was acked before a mark still here? False for what is no mark of this log. */
  holds(mark: string): boolean
  /** Waits for what is under way; then refuses everything. Idempotent. */
  close(): Promise<void>
}

export interface Draft {
  /** Opaque, non-empty, without control characters other than U+001F, at most 512 bytes; the caller puts the application into it. */
  readonly conversation: string
  /** The stored text (JSON for us), at most 64 KiB. */
  readonly value: string
  /**
   * Identity of a retry. `digest` says whether the content is the same. Absent: never a duplicate. At most 512 bytes each. `within`, ms:
   * an entry that was stored longer ago is another one, whatever its key; absent: as long as keys are kept.
   */
  readonly dedupe?: { readonly key: string; readonly digest: string; readonly within?: number }
  /** Work that must follow this entry: stored with it. At most 16; a kind of at most 64 bytes, a value of at most 64 KiB. */
  readonly outbox?: readonly { readonly kind: string; readonly value: string }[]
  /** Who wrote it: for them nothing up to it is unread. At most 128 bytes, characters as in a conversation. */
  readonly author?: string
  /** False: it is never unread, for anybody. Default true. */
  readonly counts?: boolean
}

export interface UnreadQuery {
  readonly conversation: string
  /** seq up to which the author has read; 0 for nothing. */
  readonly after: number
  readonly author: string
}

export interface Appended {
  readonly seq: number
  /** Milliseconds. */
  readonly time: number
  readonly duplicate: boolean
}

export interface ChangeDraft {
  /** The event's text, at most 64 KiB. */
  readonly value: string
  /** What entries become by this event. At most 32, each of another entry. */
  readonly states?: readonly StateDraft[]
}

export interface StateDraft {
  /** Of the entry. */
  readonly seq: number
  /** Replaces the state that the entry had. At most 64 KiB. */
  readonly value: string
  /** changeSeq of the state that the caller read; 0 when the entry had none. */
  readonly after: number
}

export interface Changed {
  readonly changeSeq: number
  /** Milliseconds. */
  readonly time: number
}

export interface Head {
  /** Newest seq; 0 when empty. */
  readonly seq: number
  /** Newest change event; 0 when none. */
  readonly changeSeq: number
  /** Time of the newest entry, ms; 0 when empty. */
  readonly time: number
  /** Time of the newest entry or change event, ms; 0 when there is neither. */
  readonly changedAt: number
}
export const EMPTY_HEAD: Head = { seq: 0, changeSeq: 0, time: 0, changedAt: 0 }

/** `after` alone reads upward from there; `before` (or nothing) reads the newest below it. Both: the newest within the open interval. */
export interface Range {
  readonly after?: number
  readonly before?: number
  /** 1 to 1,000, as every `limit` here. */
  readonly limit: number
}

export interface ListPage {
  readonly prefix: string
  /** The last name of the page before; empty for the first page. */
  readonly after: string
  /** 1 to 1,000. */
  readonly limit: number
}

export interface Listed {
  readonly conversation: string
  readonly head: Head
}

export interface Entry {
  readonly seq: number
  readonly time: number
  readonly value: string
  /** Absent: no change gave this entry one. */
  readonly state?: State
}

/** Text beside an entry that a change may replace. */
export interface State {
  /** Of the change that made it. */
  readonly changeSeq: number
  readonly value: string
}

export interface Change extends Changed {
  readonly value: string
}

export interface OutboxEntry {
  readonly id: string
  readonly conversation: string
  readonly seq: number
  readonly kind: string
  readonly value: string
}

export interface TimelineOptions {
  /** ms; injectable for tests. */
  readonly now?: () => number
  /** Most entries in one commit. Default 256, measured by `bench/append.ts`. */
  readonly maxBatch?: number
  /** How long a dedupe key is kept, ms. Default 24 h. */
  readonly dedupeFor?: number
  /** Time of the oldest entry of a conversation that may still be read, ms; 0 for all of them. Asked at every read. Default: all. */
  readonly keepFrom?: (conversation: string) => number
}
