import { memo, type RefObject, useEffect, useRef, useState } from 'react'
import { useLanguage, useWords } from '../shell/language.tsx'
import type { Line } from './arrange.ts'
import { isSameBlock } from './blocks.ts'
import type { MessageActs } from './message-menu.tsx'
import { MessageRow } from './message-row.tsx'
import { quoteOf } from './quote.ts'
import { dayText } from './time.ts'
import { TipLine } from './tip-line.tsx'
import { threadWords } from './words.ts'

export interface MessageBlockProps {
  readonly lines: readonly Line[]
  /** What scrolls. */
  readonly frame: RefObject<HTMLDivElement | null>
  readonly isOfGroup: boolean
  readonly sought: string | undefined
  readonly revoked: ReadonlySet<string>
  readonly acts: MessageActs
}

/** So near, it is drawn: what one scrolls to is there before one sees it. */
const NEAR = '1500px 0px'

/** Some messages in a row. Far from what is seen they are a gap of their height, so that a long conversation costs what is seen of it. */
export const MessageBlock = memo(
  ({ lines, frame, isOfGroup, sought, revoked, acts }: MessageBlockProps) => {
    const word = useWords(threadWords)
    const { language } = useLanguage()
    const element = useRef<HTMLOListElement>(null)
    /** px, of what is not drawn. */
    const [gap, setGap] = useState<number>()
    useEffect(() => {
      const watch = new IntersectionObserver(
        (entries) => {
          const { isIntersecting, boundingClientRect } = entries.at(-1)!
          if (isIntersecting) setGap(undefined)
          // A list that is not shown has no height, and who stands in a line keeps it.
          else if (boundingClientRect.height > 0 && !element.current?.contains(document.activeElement))
            setGap((before) => before ?? boundingClientRect.height)
        },
        { root: frame.current, rootMargin: NEAR },
      )
      watch.observe(element.current!)
      return () => watch.disconnect()
    }, [frame])

    if (gap !== undefined) return <ol ref={element} className="message-list" aria-hidden style={{ height: gap }} />
    return (
      <ol ref={element} className="message-list">
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
    )
  },
  ({ lines: before, ...rest }, { lines, ...others }) =>
    isSameBlock(before, lines) &&
    (Object.keys(rest) as (keyof typeof rest)[]).every((name) => rest[name] === others[name]),
)
