import { type ReactNode, useEffect, useState } from 'react'
import { Alert } from 'tdesign-react'
import { useWords } from '../language/words.ts'
import { FailureNote } from './failure-note.tsx'
import { Field, TextInput } from './field.tsx'
import { Modal } from './modal.tsx'
import { words } from './words.ts'

/**
 * Asks for what cannot be undone: the person types `text`, so that no stray click does it.
 * @example
 * <TypedConfirm open={open} onClose={close} title="Delete the application" text={app.name} action="Delete"
 *   warning="Erases everything." busy={erase.isPending} error={erase.error} onConfirm={() => erase.mutate(id)} />
 */
export function TypedConfirm(props: {
  readonly open: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
  readonly title: string
  /** What has to be typed. */
  readonly text: string
  readonly action: string
  readonly warning: ReactNode
  readonly children?: ReactNode
  readonly busy?: boolean
  readonly error?: unknown
}) {
  const { open, onClose, onConfirm, title, text, action, warning, children, busy = false, error } = props
  const t = useWords(words)
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (!open) setTyped('')
  }, [open])
  return (
    <Modal
      title={title}
      open={open}
      onClose={onClose}
      action={{ text: action, run: onConfirm, danger: true, busy, disabled: typed.trim() !== text.trim() }}
    >
      <Alert theme="error" message={warning} />
      {children}
      <Field label={t('typeToConfirm', { text })}>
        <TextInput value={typed} onChange={setTyped} autoComplete="off" />
      </Field>
      <FailureNote error={error} />
    </Modal>
  )
}
