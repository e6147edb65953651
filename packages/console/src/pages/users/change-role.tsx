import { useState } from 'react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { useRoles } from '../../pieces/role-names.ts'
import type { UserLine } from './page.tsx'
import { words } from './words.ts'

/** What somebody may do from the next request on. */
export function ChangeRole({ user, onClose }: { readonly user: UserLine; readonly onClose: () => void }) {
  const t = useWords(words)
  const roles = useRoles()
  const [role, setRole] = useState(user.role)
  const save = useChange(() => ['users', { method: 'PATCH', body: { name: user.name, role } }] as const, 'users')
  return (
    <Modal
      title={`${t('changeRole')}: ${user.name}`}
      open
      onClose={onClose}
      action={{
        text: t('save'),
        busy: save.isPending,
        disabled: role === user.role,
        run: () => save.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <Field label={t('role')} help={roles.explain(role)}>
        <PlainSelect value={role} onChange={setRole} options={roles.options} />
      </Field>
      <FailureNote error={save.error} />
    </Modal>
  )
}
