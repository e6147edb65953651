import type { Role } from '@signet/protocol/console/roles'
import { useState } from 'react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { useRoles } from '../../pieces/role-names.ts'
import { OneTimePassword } from './one-time-password.tsx'
import { words } from './words.ts'

/** Makes somebody who may sign in, and shows the password to hand over. */
export function CreateUser({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(words)
  const roles = useRoles()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('readOnly')
  const create = useChange<void, { readonly password: string }>(
    () => ['users', { method: 'POST', body: { name: name.trim(), role } }] as const,
    'users',
  )
  if (create.data !== undefined) {
    return <OneTimePassword name={name.trim()} password={create.data.password} onClose={onClose} />
  }
  return (
    <Modal
      title={t('create')}
      open
      onClose={onClose}
      action={{
        text: t('createIt'),
        busy: create.isPending,
        disabled: name.trim() === '',
        run: () => create.mutate(),
      }}
    >
      <Field label={t('name')} help={t('nameHelp')}>
        <TextInput value={name} onChange={setName} maxlength={64} autoComplete="off" autofocus />
      </Field>
      <Field label={t('role')} help={roles.explain(role)}>
        <PlainSelect value={role} onChange={setRole} options={roles.options} />
      </Field>
      <FailureNote error={create.error} />
    </Modal>
  )
}
