import type { ChangeEvent } from '@signet/protocol/realtime/changes'
import { fail } from '../../engine/failure.ts'
import type { SentNote } from '../webhooks/outbox.ts'
import type { Channel, Route } from './route.ts'

/** Who asks: of a verified session, never of a frame. */
export interface Self {
  readonly sdkAppId: number
  readonly userId: string
  /** By whose request, for webhooks. */
  readonly origin?: SentNote
}

/** What somebody may do with the messages of a conversation, beside reading them and taking back their own. */
export interface Rights {
  /** Read what was said before now. */
  readonly history: boolean
  readonly recall: boolean
  /** Take back what others wrote. */
  readonly recallOthers: boolean
  readonly modify: boolean
  /** Change what others wrote. */
  readonly modifyOthers: boolean
  readonly react: boolean
  readonly extensions: boolean
  readonly receipts: boolean
}

/** What of a conversation somebody sees. */
export interface Window {
  /** Only messages with a greater seq. */
  readonly floor: number
  /** Is this one not for them? They learn that it has a number, and nothing else. `value` is the stored text. */
  hides?(seq: number, value: string): boolean
  hidesEvent?(event: ChangeEvent): boolean
  /** When it is looked through, server ms: messages whose lifetime was over then are not shown. Absent: all are. */
  readonly at?: number
}

/** A conversation as one who may look into it finds it. */
export interface View {
  readonly self: Self
  readonly channel: Channel
  readonly window: Window
  readonly rights: Rights
  /** Asks whether they may write there now, where that is not among the rights. @throws Failure */
  readonly mayWrite?: () => Promise<unknown> | undefined
  /** Moves their read position up to a seq, by default to the newest; answers where it is then. */
  markRead(upTo?: number): Promise<{ read: number; changeSeq?: number }>
  readonly receipts: Receipts
}

/** Who has read which message that asked for it. All throw MESSAGE_NOT_FOUND, and BAD_PARAMETER for one that asked for nothing. */
export interface Receipts {
  /** Tells the senders that these were read. */
  report(seqs: readonly number[]): Promise<{ changeSeq?: number }>
  /** How many have read one's own messages, and how many have not. @throws Failure FORBIDDEN */
  counts(seqs: readonly number[]): Promise<readonly { seq: number; read: number; unread: number }[]>
  /** Who has read it, or who has not, by their ids. @throws Failure FORBIDDEN */
  readers(seq: number, isRead: boolean, page: { cursor?: string | undefined; limit: number }): Promise<ReaderPage>
}

export interface ReaderPage {
  readonly userIds: readonly string[]
  /** Absent on the last page. */
  readonly cursor: string | undefined
}

/** One kind of conversation: how to speak in it, and how to look into it. */
export interface ConversationKind {
  route(self: Self, id: string): Route
  /** @throws Failure when they may not */
  open(self: Self, id: string): View | Promise<View>
}

/** By what their names begin with. */
export interface ConversationKinds {
  readonly C2C: ConversationKind
  readonly GROUP: ConversationKind
}

/** Of which kind a conversation with this name is. */
export const kindOf = (conversation: string): keyof ConversationKinds =>
  conversation.startsWith('GROUP') ? 'GROUP' : 'C2C'

/** The kind and the id of `C2C<UserID>` or `GROUP<GroupID>`. @throws Failure BAD_PARAMETER */
export function named(kinds: ConversationKinds, conversation: string): { kind: ConversationKind; id: string } {
  if (conversation.startsWith('C2C')) return { kind: kinds.C2C, id: conversation.slice(3) }
  if (conversation.startsWith('GROUP')) return { kind: kinds.GROUP, id: conversation.slice(5) }
  throw fail('BAD_PARAMETER', '`conversation` must be C2C<UserID> or GROUP<GroupID>.')
}

/** @throws Failure BAD_PARAMETER, or that they may not look into it */
export function openConversation(kinds: ConversationKinds, self: Self, conversation: string): View | Promise<View> {
  const { kind, id } = named(kinds, conversation)
  return kind.open(self, id)
}

/** @throws Failure FORBIDDEN */
export function need(rights: Rights, right: keyof Rights): void {
  if (!rights[right]) throw fail('FORBIDDEN', 'This conversation does not have that.')
}
