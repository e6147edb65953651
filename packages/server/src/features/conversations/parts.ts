import type { RemindType } from '@signet/protocol/conversation'
import type { StepClock } from '../../engine/step-clock.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import type { Window } from '../messages/view.ts'
import type { Revisions } from '../revisions/revisions.ts'
import type { ConversationTables, Owner } from './store.ts'

/** A conversation that a user has, as its source knows it. */
export interface Place {
  readonly conversation: string
  /** Of the source: pages go by it. */
  readonly id: string
  readonly timeline: string
  /** seq up to which the user has read. */
  readonly read: number
  /** What of it the user may see at all. */
  readonly window: Window
  /** When it came to be, for this user, ms. */
  readonly since: number
  readonly countsUnread: boolean
  /** It is in the list although nothing was said in it yet. */
  readonly listedEmpty?: boolean
  readonly kind: PlaceKind
}

export type PlaceKind =
  | { readonly is: 'C2C'; readonly peerRead: number; readonly peerReadTime: number }
  /** A group keeps with its members how each wants to hear of it. */
  | { readonly is: 'GROUP'; readonly groupType: string; readonly remind: RemindType }

/**
 * One kind of conversation. Other features implement it for theirs, so that the list never asks which kind it is, and no feature reads
 * the tables of another one.
 */
export interface ConversationSource {
  readonly kind: PlaceKind['is']
  /** The id behind the name of a conversation of this source; nothing for other names. */
  idOf(conversation: string): string | undefined
  /** In the order of their ids. `next`: more may follow behind it. */
  page(self: Owner, after: string, limit: number): Promise<{ places: Place[]; next: string | undefined }>
  /** Those of these that the user has. */
  some(self: Owner, ids: readonly string[]): Promise<Place[]>
  /** Those of these that a user may have something of their own about, such as a mark. */
  known(self: Owner, ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Moves the read position to the newest message. */
  markRead(self: Owner, id: string): Promise<unknown>
  /** Where the source keeps it; absent: it is kept with the other settings. */
  readonly setRemind?: (self: Owner, id: string, remind: RemindType) => Promise<void>
}

/** What the verbs of this feature are made of. */
export interface ConversationParts {
  /** Called when a user wants to hear of a peer in another way. */
  remindChanged?(sdkAppId: number, userId: string, peerId: string): void
  readonly db: Database<ConversationTables>
  readonly timeline: Timeline
  readonly revisions: Revisions
  /** In the order in which pages go through them; new ones are put at the end. */
  readonly sources: readonly ConversationSource[]
  /** The clock that stamps messages. */
  readonly clock: StepClock
}
