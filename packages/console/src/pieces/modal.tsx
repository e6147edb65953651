import { type ReactNode, useId } from 'react'
import { Button, Dialog } from 'tdesign-react'
import { useWords } from '../language/words.ts'
import { words } from './words.ts'

/** A dialog with a title, one action and a way out. While `busy` the action turns and nothing is done twice. */
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
  return (
    <Dialog
      header={title}
      visible={open}
      width={`min(${width}px, calc(100vw - 32px))`}
      placement="center"
      destroyOnClose
      // Its way of stopping the page from scrolling is a style that the content security policy refuses.
      preventScrollThrough={false}
      closeOnOverlayClick={false}
      onClose={onClose}
      dialogClassName="modal"
      footer={
        <div className="modal-footer">
          <Button theme="default" variant={action === undefined ? 'base' : 'outline'} onClick={onClose}>
            {t(action === undefined ? 'close' : 'cancel')}
          </Button>
          {action === undefined ? null : (
            <Button
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
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          if (action !== undefined && action.disabled !== true && action.busy !== true) action.run()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
