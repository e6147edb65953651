import { TYPES } from '@signet/chat'
import type { ConversationView, MessageView } from '@signet/chat/react'
import { conversationName, targetOf } from '../people/names.ts'

export interface FoundMessage {
  readonly conversation: ConversationView
  readonly message: MessageView
  readonly text: string
}

export interface Found {
  readonly conversations: readonly ConversationView[]
  readonly messages: readonly FoundMessage[]
}

const MOST_MESSAGES = 50

/** Case and width of letters make no difference. */
const plain = (text: string): string => text.normalize('NFKC').toLocaleLowerCase()

/** The text of a message in which one may look. */
export function textOf(message: MessageView): string {
  if (message.isRevoked) return ''
  if (message.type === TYPES.MSG_TEXT) return message.payload.text
  return message.type === TYPES.MSG_FILE ? message.payload.fileName : ''
}

/** Looks through names, IDs and the messages that were loaded, newest first. */
export function search(
  query: string,
  conversations: readonly ConversationView[],
  messagesOf: (conversationID: string) => readonly MessageView[],
): Found {
  const wanted = plain(query.trim())
  if (wanted === '') return { conversations: [], messages: [] }
  const messages = conversations
    .flatMap((conversation) =>
      messagesOf(conversation.conversationID).map((message) => ({ conversation, message, text: textOf(message) })),
    )
    .filter(({ text }) => text !== '' && plain(text).includes(wanted))
    .sort((a, b) => b.message.time - a.message.time)
  return {
    conversations: conversations.filter((conversation) =>
      [conversationName(conversation), targetOf(conversation.conversationID)].some((name) =>
        plain(name).includes(wanted),
      ),
    ),
    messages: messages.slice(0, MOST_MESSAGES),
  }
}

/** A part of a text around what was looked for, so that a long message shows why it was found. */
export function excerpt(text: string, query: string): string {
  const at = plain(text).indexOf(plain(query.trim()))
  return at > 40 ? `…${text.slice(at - 20)}` : text
}
