import type { Messages, MessageView } from '@signet/chat/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Loading } from 'tdesign-react'
import { oneLine } from '../conversations/preview.ts'
import { conversationWords } from '../conversations/words.ts'
import { senderName } from '../people/names.ts'
import { Button } from '../shell/button.tsx'
import { ChevronDownIcon } from '../shell/icons.ts'
import { useLanguage, useWords } from '../shell/language.tsx'
import { arrange } from './arrange.ts'
import type { MessageActs } from './message-menu.tsx'
import { MessageRow } from './message-row.tsx'
import { quoteOf } from './quote.ts'
import { onSeek } from './seek.ts'
import { dayText } from './time.ts'
import { TipLine } from './tip-line.tsx'
import { useScroll } from './use-scroll.ts'
import { threadWords } from './words.ts'

export interface MessageListProps {
  readonly name: string
  readonly list: Messages
  readonly isOfGroup: boolean
  readonly unreadFrom: string | undefined
  readonly acts: MessageActs
}

const SOUGHT_MS = 2_000

/** The messages of a conversation: the newest page first, older ones when the reader comes to them. */
export function MessageList({ name, list, isOfGroup, unreadFrom, acts }: MessageListProps) {
  const word = useWords(threadWords)
  const lineWords = useWords(conversationWords)
  const { language } = useLanguage()
  const { messages, isComplete, isLoading, error, loadOlder } = list
  const lines = useMemo(() => arrange(messages, unreadFrom), [messages, unreadFrom])
  const { frame, content, isAtEnd, toEnd, onScroll } = useScroll(list)
  const top = useRef<HTMLDivElement>(null)
  const [sought, setSought] = useState<string>()
  const revoked = useMemo(() => new Set(messages.filter((one) => one.isRevoked).map(({ ID }) => ID)), [messages])
  const news = useNews(messages, isAtEnd)
  const newest = messages.at(-1)

  // What one writes oneself is always seen.
  const isOwn = newest?.flow === 'out' && newest.status === 'unSend'
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each own message.
  useEffect(() => {
    if (isOwn) toEnd()
  }, [newest?.ID])

  // Looked at again after each page: a short one may leave the place where older ones are asked for in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (isComplete || isLoading || error || !top.current) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && void loadOlder(), {
      root: frame.current,
      rootMargin: '300px 0px 0px',
    })
    watch.observe(top.current)
    return () => watch.disconnect()
  }, [isComplete, isLoading, error, loadOlder, messages.length])

  const show = useCallback(
    (ID: string): boolean => {
      const row = content.current?.querySelector(`[data-id="${CSS.escape(ID)}"]`)
      row?.scrollIntoView({ block: 'center' })
      if (row) setSought(ID)
      return row !== null && row !== undefined
    },
    [content],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message that is sought may come with the next page.
  useEffect(() => onSeek(show), [show, messages.length])
  useEffect(() => {
    const timer = sought === undefined ? undefined : setTimeout(() => setSought(undefined), SOUGHT_MS)
    return () => clearTimeout(timer)
  }, [sought])

  const move = (event: React.KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key]
    if (step === undefined || !(event.target as Element).matches('.messages, .message')) return
    const rows = [...(content.current?.querySelectorAll<HTMLElement>('.message') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    event.preventDefault()
    rows[Math.max(0, Math.min(rows.length - 1, (at < 0 ? rows.length : at) + step))]?.focus()
  }

  return (
    <div className="messages-box">
      <div
        ref={frame}
        className="messages"
        role="log"
        aria-live="off"
        aria-label={word.messages(name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard; arrows go from message to message.
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={move}
      >
        <div ref={top} className="messages-top">
          {isLoading && messages.length > 0 && <Loading size="small" text={word.older} />}
          {error && (
            <p className="note">
              {word.notLoaded}{' '}
              <button type="button" className="link-button" onClick={() => void loadOlder()}>
                {word.tryAgain}
              </button>
            </p>
          )}
          {isComplete && <p className="note">{word.beginning}</p>}
        </div>
        <ol ref={content} className="message-list">
          {/* biome-ignore lint/suspicious/useIterableCallbackReturn: every kind of line returns. */}
          {lines.map((line) => {
            switch (line.kind) {
              case 'day':
                return (
                  <li key={line.key} className="separator">
                    {dayText(line.time, language, word)}
                  </li>
                )
              case 'unread':
                return (
                  <li key={line.key} className="separator unread-line">
                    {word.unread}
                  </li>
                )
              case 'tip':
                return <TipLine key={line.key} message={line.message} acts={acts} />
              case 'message':
                return (
                  <MessageRow
                    key={line.key}
                    message={line.message}
                    isFirst={line.isFirst}
                    isLast={line.isLast}
                    isOfGroup={isOfGroup}
                    isSought={sought === line.key}
                    isQuoteGone={revoked.has(quoteOf(line.message)?.messageID ?? '')}
                    acts={acts}
                  />
                )
            }
          })}
        </ol>
      </div>
      {!isAtEnd && (
        <Button
          className="to-end"
          variant="outline"
          shape="round"
          icon={<ChevronDownIcon />}
          onClick={() => toEnd(true)}
        >
          {news > 0 ? word.newBelow(news) : word.toEnd}
        </Button>
      )}
      <p className="unseen" aria-live="polite">
        {newest?.flow === 'in' && word.said(senderName(newest), oneLine(newest.type, newest.payload, lineWords))}
      </p>
    </div>
  )
}

/** How many messages of others came since the reader left the end. */
function useNews(messages: readonly MessageView[], isAtEnd: boolean): number {
  const seen = useRef<string>(undefined)
  if (isAtEnd) seen.current = messages.at(-1)?.ID
  const at = messages.findLastIndex(({ ID }) => ID === seen.current)
  return at < 0 ? 0 : messages.slice(at + 1).filter(({ flow }) => flow === 'in').length
}
