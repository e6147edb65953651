import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { CloseIcon } from './icons.ts'
import { useWords } from './language.tsx'
import { shellWords } from './words.ts'

export interface PanelProps {
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
}

/** What one knows about a conversation, beside it or over it. */
export function Panel({ title, children, onClose }: PanelProps) {
  const word = useWords(shellWords)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <div className="panel-shade" aria-hidden="true" onClick={onClose} />
      <aside className="panel" aria-label={title} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
        <header className="panel-head">
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <Button variant="text" shape="square" icon={<CloseIcon />} aria-label={word.close} onClick={onClose} />
        </header>
        <div className="panel-body">{children}</div>
      </aside>
    </>
  )
}
