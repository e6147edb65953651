import type { Conversation } from '../conversations.ts'
import type { Message, MessageOf, MessageType } from '../message.ts'
import { isSame, snapshot } from './snapshot.ts'

type Internal = '_isExcludedFromUnreadCount' | '_isExcludedFromLastMessage'

/**
 * A message as it is at a moment, for showing: a changed message is another view, so components that compare see it. Calls such as
 * `revokeMessage` take `original`; a view is no message.
 *
 * @example `if (view.type === TYPES.MSG_TEXT) show(view.payload.text)`
 */
export type MessageView = {
  readonly [T in MessageType]: Readonly<Omit<MessageOf<T>, Internal>> & { readonly original: MessageOf<T> }
}[MessageType]

/** A conversation as it is at a moment: one that has changed is another view. */
export type ConversationView = Readonly<Conversation>

/** A view of a message as it is now. */
export const messageView = (original: Message): MessageView =>
  // A spread keeps the shape that engines are fast with; lists compare thousands of views.
  ({
    ...original,
    payload: snapshot(original.payload),
    readReceiptInfo: { ...original.readReceiptInfo },
    revokerInfo: { ...original.revokerInfo },
    atUserList: [...original.atUserList],
    receiverList: [...original.receiverList],
    original,
  }) as MessageView

/** The message that a view shows; a message itself stays. */
export const originalOf = (message: Message | MessageView): Message =>
  'original' in message ? (message.original as Message) : message

/** Whether what no event tells of (names of people, deletion, the way of an own message) is another than the view says. */
export const isOutdated = (view: MessageView, now: Message): boolean =>
  view.status !== now.status ||
  view.isDeleted !== now.isDeleted ||
  view.nick !== now.nick ||
  view.avatar !== now.avatar ||
  view.nameCard !== now.nameCard

/** Views of a list; what has not changed keeps its view, and if nothing has, the list is the same, too. */
export function conversationViews(
  before: readonly ConversationView[],
  now: readonly Conversation[],
): readonly ConversationView[] {
  const known = new Map(before.map((view) => [view.conversationID, view]))
  const views = now.map((conversation) => {
    const view = known.get(conversation.conversationID)
    return view && isSame(view, conversation) ? view : snapshot(conversation)
  })
  return views.length === before.length && views.every((view, index) => view === before[index]) ? before : views
}
