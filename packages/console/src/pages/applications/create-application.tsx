import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Application } from '../../api/applications.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { words } from './words.ts'

/** Makes an application and goes to it. */
export function CreateApplication({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [administrator, setAdministrator] = useState('administrator')
  const create = useChange<{ name: string; administrator: string }, Application>(
    (body) => ['applications', { method: 'POST', body }],
    'applications',
  )
  const { reset } = create
  useEffect(() => {
    if (!open) return
    setName('')
    setAdministrator('administrator')
    reset()
  }, [open, reset])
  return (
    <Modal
      title={t('create')}
      open={open}
      onClose={onClose}
      action={{
        text: t('create'),
        busy: create.isPending,
        disabled: name.trim() === '' || administrator.trim() === '',
        run: () =>
          create.mutate(
            { name: name.trim(), administrator: administrator.trim() },
            {
              onSuccess: ({ sdkAppId }) => {
                onClose()
                void navigate(`/apps/${sdkAppId}/configuration`)
              },
            },
          ),
      }}
    >
      <p>{t('createText')}</p>
      <Field label={t('name')} help={t('nameHelp')}>
        <TextInput value={name} onChange={setName} maxlength={100} autofocus />
      </Field>
      <Field label={t('administrator')} help={t('administratorHelp')}>
        <TextInput value={administrator} onChange={setAdministrator} maxlength={32} />
      </Field>
      <FailureNote error={create.error} />
    </Modal>
  )
}
