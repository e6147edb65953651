/** What both sides know of conversations: constants and limits. No schema, no I/O. */

/** How somebody wants to hear of the messages of a conversation. */
export const REMIND_TYPES = ['AcceptAndNotify', 'AcceptNotNotify', 'Discard'] as const
export type RemindType = (typeof REMIND_TYPES)[number]

/** Numbers of the bits that mark a conversation. 32 to 63 are the application's own; the others have no meaning yet. */
export const MARK = { star: 0, unread: 1, fold: 2, hide: 3, firstOwn: 32, lastOwn: 63 } as const

/** Limits that both sides know. Sizes in bytes of UTF-8. */
export const CONVERSATION_LIMITS = {
  /** Conversations that one request names. */
  named: 100,
  /** Users whose remind type one request sets. */
  reminded: 30,
  pinned: 50,
  groups: 20,
  /** Places in all groups of a user together. */
  grouped: 1_000,
  groupNameBytes: 32,
  customBytes: 256,
  /** Messages of one conversation that one request deletes. */
  deletedMessages: 30,
  /** Pieces in which the deleted messages of one conversation may lie. */
  deletedPieces: 2_000,
  /** Conversations that one request reads in full, or that the total is counted over; then it goes on by its cursor. */
  walked: 5_000,
  /** Conversations of the first page when not all fit: what a screen shows, and some more. */
  firstPage: 100,
  /** Mentions told with one conversation: the newest ones. */
  mentions: 10,
} as const
