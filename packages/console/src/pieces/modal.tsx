import './modal.css'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from 'tdesign-react'
import { useWords } from '../language/words.ts'
import { words } from './words.ts'

/**
 * A dialog with a title, one action and a way out. While `busy` the action turns and nothing is done twice. It is the browser's own:
 * what is behind it cannot be reached, Escape closes it, and the focus goes back to where it was.
 */
export function Modal({
  title,
  open,
  onClose,
  action,
  width = 520,
  children,
}: {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  /** Absent: the dialog tells something and is closed. */
  readonly action?: {
    readonly text: string
    readonly run: () => void
    readonly danger?: boolean
    readonly disabled?: boolean
    readonly busy?: boolean
  }
  /** px; never wider than the screen. */
  readonly width?: number
  readonly children: ReactNode
}) {
  const t = useWords(words)
  const form = useId()
  const heading = useId()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (!open) return
    const dialog = box.current
    dialog?.showModal()
    // The first field, not the cross that comes before it.
    dialog?.querySelector<HTMLElement>('form :is(input, textarea, select)')?.focus()
    return () => dialog?.close()
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={box}
      className="modal"
      aria-labelledby={heading}
      style={{ width: `min(${width}px, calc(100vw - 32px))` }}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={heading}>{title}</h2>
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          if (action !== undefined && action.disabled !== true && action.busy !== true) action.run()
        }}
      >
        {children}
      </form>
      <div className="modal-footer">
        <Button theme="default" variant={action === undefined ? 'base' : 'outline'} onClick={onClose}>
          {t(action === undefined ? 'close' : 'cancel')}
        </Button>
        {action === undefined ? null : (
          <Button
            // Disabled, it is a button all the same: who does not see it hears that it is there.
            tag="button"
            type="submit"
            form={form}
            theme={action.danger === true ? 'danger' : 'primary'}
            disabled={action.disabled === true}
            loading={action.busy === true}
          >
            {action.text}
          </Button>
        )}
      </div>
    </dialog>
  )
}
