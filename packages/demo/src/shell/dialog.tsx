import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from './button.tsx'
import { CloseIcon } from './icons.ts'
import { useWords } from './language.tsx'
import { shellWords } from './words.ts'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly actions?: ReactNode
  /** It takes an answer: neither Escape nor a click beside it ends it. */
  readonly isFinal?: boolean
}

/** A modal dialog of the browser's own: it keeps the focus, makes the page behind it inert, and gives the focus back. */
export function Dialog({ title, onClose, children, actions, isFinal = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const word = useWords(shellWords)
  useEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    // One writes at once; on a touch screen the keyboard would cover what the dialog says.
    if (matchMedia('(hover: hover)').matches)
      dialog?.querySelector<HTMLElement>('.dialog-content :is(input[type="text"], textarea)')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way is Escape, which the dialog itself hears.
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!isFinal) onClose()
      }}
      onClick={(event) => {
        if (!isFinal && event.target === element.current) onClose()
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          {!isFinal && (
            <Button variant="text" shape="square" aria-label={word.close} icon={<CloseIcon />} onClick={onClose} />
          )}
        </header>
        <div className="dialog-content">{children}</div>
        {actions && <footer className="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  )
}
