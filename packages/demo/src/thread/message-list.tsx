import type { Messages, MessageView } from '@signet/chat/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Loading } from 'tdesign-react'
import { oneLine } from '../conversations/preview.ts'
import { conversationWords } from '../conversations/words.ts'
import { senderName } from '../people/names.ts'
import { Button } from '../shell/button.tsx'
import { ChevronDownIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { arrange } from './arrange.ts'
import { blocksOf } from './blocks.ts'
import { MessageBlock } from './message-block.tsx'
import type { MessageActs } from './message-menu.tsx'
import { onSeek } from './seek.ts'
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
/** How long one waits for a block to be drawn, in steps of so many ms. */
const TRY_MS = 50
const MOST_TRIES = 20

/** The messages of a conversation: the newest page first, older ones when the reader comes to them. */
export function MessageList({ name, list, isOfGroup, unreadFrom, acts }: MessageListProps) {
  const word = useWords(threadWords)
  const lineWords = useWords(conversationWords)
  const { messages, isComplete, isLoading, error, loadOlder } = list
  const lines = useMemo(() => arrange(messages, unreadFrom), [messages, unreadFrom])
  const anchor = useRef<string>(undefined)
  anchor.current ??= messages[0]?.ID
  const blocks = useMemo(() => blocksOf(lines, anchor.current), [lines])
  const shown = useRef(blocks)
  shown.current = blocks
  const { frame, content, isAtEnd, toEnd, onScroll } = useScroll(list)
  const top = useRef<HTMLDivElement>(null)
  const [sought, setSought] = useState<string>()
  const revokedIDs = messages.flatMap(({ isRevoked, ID }) => (isRevoked ? ID : [])).join(' ')
  // The same one until something is taken back: every block has it.
  const revoked = useMemo(() => new Set(revokedIDs.split(' ')), [revokedIDs])
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

  /** Scrolls to a message, and acts on its row as soon as that is drawn: far from what is seen it is not. */
  const reach = useCallback(
    (ID: string, act: (row: HTMLElement) => void, tries = MOST_TRIES): boolean => {
      const row = content.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(ID)}"]`)
      const at = shown.current.findIndex(({ lines }) => lines.some(({ key }) => key === ID))
      const place = row ?? content.current?.children[at]
      place?.scrollIntoView({ block: 'center' })
      if (row) act(row)
      else if (place && tries > 0) setTimeout(reach, TRY_MS, ID, act, tries - 1)
      return place !== undefined
    },
    [content],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message that is sought may come with the next page.
  useEffect(() => onSeek((ID) => reach(ID, () => setSought(ID))), [reach, messages.length])
  useEffect(() => {
    const timer = sought === undefined ? undefined : setTimeout(() => setSought(undefined), SOUGHT_MS)
    return () => clearTimeout(timer)
  }, [sought])

  const move = (event: React.KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key]
    if (step === undefined || !(event.target as Element).matches('.messages, .message')) return
    event.preventDefault()
    if (!Number.isFinite(step)) {
      const edge = lines[step > 0 ? 'findLast' : 'find'](({ kind }) => kind === 'message')
      if (edge) reach(edge.key, (row) => row.focus())
      return
    }
    const rows = [...(content.current?.querySelectorAll<HTMLElement>('.message') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
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
          {isLoading && messages.length === 0 && <Loading className="first-load" size="small" text={word.first} />}
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
        <div ref={content}>
          {blocks.map((block) => (
            <MessageBlock
              key={block.key}
              lines={block.lines}
              frame={frame}
              isOfGroup={isOfGroup}
              sought={block.lines.some(({ key }) => key === sought) ? sought : undefined}
              revoked={revoked}
              acts={acts}
            />
          ))}
        </div>
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
