import { useState } from 'react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import type { Journey, MessageName } from './journey.ts'
import { words } from './words.ts'

/** What a message says, for a reason. Shown as text, whatever stands in it. */
export function Content({
  where,
  name,
  onClose,
}: {
  readonly where: string
  readonly name: MessageName
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const [reason, setReason] = useState('')
  const read = useChange<undefined, Journey>(() => [
    `${where}/message-journey/content`,
    { method: 'POST', body: { ...name, reason: reason.trim() } },
  ])
  const action = {
    text: t('show'),
    busy: read.isPending,
    disabled: reason.trim().length < 3,
    run: () => read.mutate(undefined),
  }
  return (
    <Modal title={t('content')} open onClose={onClose} {...(read.data === undefined ? { action } : {})}>
      {read.data === undefined ? (
        <>
          <p>{t('contentText')}</p>
          <Field label={t('reason')}>
            <TextInput value={reason} onChange={setReason} maxlength={200} autofocus />
          </Field>
        </>
      ) : (
        <pre className="message-content">{JSON.stringify(read.data.body, null, 2)}</pre>
      )}
      <FailureNote error={read.error} />
    </Modal>
  )
}
