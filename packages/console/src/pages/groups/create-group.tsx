import { useState } from 'react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { type GroupType, useGroupTypes } from './types.ts'
import { words } from './words.ts'

/** Makes a group as the application does. */
export function CreateGroup({ onClose, where }: { readonly onClose: () => void; readonly where: string }) {
  const t = useWords(words)
  const types = useGroupTypes()
  const [type, setType] = useState<GroupType>('Public')
  const [name, setName] = useState('')
  const [groupId, setGroupId] = useState('')
  const [owner, setOwner] = useState('')
  const body = {
    type,
    name: name.trim(),
    ...(groupId.trim() === '' ? {} : { groupId: groupId.trim() }),
    ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
  }
  const create = useChange(() => [where, { method: 'POST', body }] as const, where)
  return (
    <Modal
      title={t('create')}
      open
      onClose={onClose}
      action={{
        text: t('createIt'),
        busy: create.isPending,
        disabled: body.name === '',
        run: () => create.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <Field label={t('type')}>
        <PlainSelect value={type} onChange={setType} options={types.options} />
      </Field>
      <Field label={t('name')}>
        <TextInput value={name} onChange={setName} autoComplete="off" autofocus />
      </Field>
      <Field label={t('groupId')} help={t('groupIdHelp')}>
        <TextInput value={groupId} onChange={setGroupId} maxlength={48} autoComplete="off" />
      </Field>
      <Field label={t('owner')} help={t('ownerHelp')}>
        <TextInput value={owner} onChange={setOwner} maxlength={32} autoComplete="off" />
      </Field>
      <FailureNote error={create.error} />
    </Modal>
  )
}
