import type { MessageView } from '@signet/chat/react'
import { memo, useRef, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { senderName } from '../people/names.ts'
import { MoreIcon } from '../shell/icons.ts'
import { useLanguage, useWords } from '../shell/language.tsx'
import { useLongPress } from '../shell/long-press.ts'
import type { MenuPlace } from '../shell/menu.tsx'
import { Content } from './content.tsx'
import { type MessageActs, MessageMenu } from './message-menu.tsx'
import { MessageStatus } from './message-status.tsx'
import { quoteOf } from './quote.ts'
import { ReactionBar } from './reaction-bar.tsx'
import { seek } from './seek.ts'
import { clockTime, fullTime } from './time.ts'
import { threadWords } from './words.ts'

export interface MessageRowProps {
  readonly message: MessageView
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly isOfGroup: boolean
  readonly isSought: boolean
  /** What it answers was taken back: it is not shown here either. */
  readonly isQuoteGone: boolean
  readonly acts: MessageActs
}

/** One message: who, what, when, and what became of it. */
export const MessageRow = memo(
  ({ message, isFirst, isLast, isOfGroup, isSought, isQuoteGone, acts }: MessageRowProps) => {
    const word = useWords(threadWords)
    const { language } = useLanguage()
    const [place, setPlace] = useState<MenuPlace>()
    const more = useRef<HTMLButtonElement>(null)
    const touch = useLongPress(setPlace)
    const isOwn = message.flow === 'out'
    const name = senderName(message)
    const quote = quoteOf(message)
    const openAtButton = (): void => setPlace(more.current!.getBoundingClientRect())
    const classes = ['message', isOwn ? 'own' : 'other', isFirst && 'first', isLast && 'last', isSought && 'sought']
    return (
      <li
        className={classes.filter(Boolean).join(' ')}
        data-id={message.ID}
        tabIndex={-1}
        aria-label={word.said(isOwn ? word.you : name, '')}
        {...touch}
        onContextMenu={(event) => {
          // A link, a picture and marked text keep the browser's own menu.
          if ((event.target as Element).closest('a') || getSelection()?.type === 'Range') return
          event.preventDefault()
          setPlace({ x: event.clientX, y: event.clientY })
        }}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return
          event.preventDefault()
          openAtButton()
        }}
      >
        {!isOwn && (
          <span className="message-face">{isFirst && <Avatar id={message.from} name={name} size={36} />}</span>
        )}
        <div className="message-main">
          {isFirst && !isOwn && isOfGroup && <bdi className="message-from">{name}</bdi>}
          <div className="message-line">
            <div className="bubble" data-type={message.type}>
              {quote && (
                <button type="button" className="quote" onClick={() => seek(quote.messageID)}>
                  <bdi className="quote-from">{quote.sender}</bdi>
                  <bdi className="quote-text">{isQuoteGone ? word.quoteRecalled : quote.abstract}</bdi>
                </button>
              )}
              <Content message={message} />
            </div>
            <button
              ref={more}
              type="button"
              className="message-more"
              aria-label={word.actions}
              aria-haspopup="menu"
              onClick={openAtButton}
            >
              <MoreIcon />
            </button>
          </div>
          <ReactionBar message={message} />
          <div className="message-foot">
            {message.isModified && <span>{word.edited}</span>}
            {isLast && (
              <time dateTime={new Date(message.time * 1000).toISOString()} title={fullTime(message.time, language)}>
                {clockTime(message.time, language)}
              </time>
            )}
            {isOwn && <MessageStatus message={message} isLast={isLast} isOfGroup={isOfGroup} acts={acts} />}
          </div>
        </div>
        {place && <MessageMenu message={message} place={place} acts={acts} onClose={() => setPlace(undefined)} />}
      </li>
    )
  },
)
