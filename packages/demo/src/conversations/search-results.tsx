import { useChat, useConversations } from '@signet/chat/react'
import { chatStore } from '@signet/chat/store'
import { useMemo } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { conversationName, senderName, targetOf } from '../people/names.ts'
import { useLanguage, useWords } from '../shell/language.tsx'
import { hashOf } from '../shell/route.ts'
import { isUserID } from '../sign-in/cast.ts'
import { seek } from '../thread/seek.ts'
import { listTime } from '../thread/time.ts'
import { ConversationRow } from './conversation-row.tsx'
import { excerpt, search } from './search.ts'
import { conversationWords } from './words.ts'

export interface SearchResultsProps {
  readonly query: string
  readonly me: string
  readonly onWriteTo: (userID: string) => void
}

/** What was found in names and loaded messages; and a way to write to a UserID that was typed. */
export function SearchResults({ query, me, onWriteTo }: SearchResultsProps) {
  const chat = useChat()
  const word = useWords(conversationWords)
  const { language } = useLanguage()
  const lines = useConversations()
  const found = useMemo(
    () => search(query, lines, (id) => chatStore(chat).messages(id).get().messages),
    [query, lines, chat],
  )
  const person = query.trim()
  const isNobodyYet =
    isUserID(person) && person !== me && !lines.some(({ conversationID }) => conversationID === `C2C${person}`)
  if (found.conversations.length + found.messages.length === 0 && !isNobodyYet)
    return (
      <div className="list-empty" role="status">
        <p>{word.noResults}</p>
        <p className="note">{word.noResultsText}</p>
      </div>
    )
  return (
    <div className="search-results">
      {found.conversations.length > 0 && (
        <section aria-label={word.resultConversations}>
          <h2>{word.resultConversations}</h2>
          <ul className="conversation-list">
            {found.conversations.map((line) => (
              <ConversationRow key={line.conversationID} conversation={line} me={me} isOpen={false} />
            ))}
          </ul>
        </section>
      )}
      {isNobodyYet && (
        <button type="button" className="search-person" onClick={() => onWriteTo(person)}>
          <Avatar id={person} name={person} size={36} />
          <span>
            {word.resultPerson} <b>{person}</b>
          </span>
        </button>
      )}
      {found.messages.length > 0 && (
        <section aria-label={word.resultMessages}>
          <h2>{word.resultMessages}</h2>
          <ul className="found-messages">
            {found.messages.map(({ conversation, message, text }) => (
              <li key={message.ID}>
                <a
                  href={hashOf({ kind: 'conversation', id: conversation.conversationID })}
                  onClick={() => seek(message.ID)}
                >
                  <Avatar id={message.from} name={senderName(message)} size={36} />
                  <span className="conversation-text">
                    <span className="conversation-top">
                      <bdi className="conversation-name">{senderName(message)}</bdi>
                      <span className="conversation-time">{listTime(message.time, language, word.yesterday)}</span>
                    </span>
                    <bdi className="conversation-preview">{excerpt(text, query)}</bdi>
                    {targetOf(conversation.conversationID) !== message.from && (
                      <span className="note">{word.messagesOf(conversationName(conversation))}</span>
                    )}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
