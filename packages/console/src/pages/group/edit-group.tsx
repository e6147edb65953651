import { useState } from 'react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import type { GroupPart } from './group.ts'
import { words } from './words.ts'

const JOIN = ['FreeAccess', 'NeedPermission', 'DisableApply'] as const

/** Only what was changed is sent: some types of groups have fields that cannot be. */
export function EditGroup({ group, where, onClose }: GroupPart & { readonly onClose: () => void }) {
  const t = useWords(words)
  const before = {
    name: group.name,
    introduction: group.introduction,
    notification: group.notification,
    faceUrl: group.faceUrl,
    joinOption: group.joinOption,
    maxMembers: String(group.maxMembers),
  }
  const [fields, setFields] = useState(before)
  const set = (name: keyof typeof before) => (value: string) => setFields({ ...fields, [name]: value })
  const change = Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => value !== before[name as keyof typeof before])
      .map(([name, value]) => [name, name === 'maxMembers' ? Number(value) : value]),
  )
  const save = useChange(
    () => [where, { method: 'PATCH', body: { groupId: group.groupId, ...change } }] as const,
    where,
  )
  return (
    <Modal
      title={t('edit')}
      open
      onClose={onClose}
      action={{
        text: t('save'),
        busy: save.isPending,
        disabled: Object.keys(change).length === 0,
        run: () => save.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <Field label={t('name')}>
        <TextInput value={fields.name} onChange={set('name')} autoComplete="off" />
      </Field>
      <Field label={t('introduction')}>
        <TextArea value={fields.introduction} onChange={set('introduction')} rows={2} />
      </Field>
      <Field label={t('notification')}>
        <TextArea value={fields.notification} onChange={set('notification')} rows={2} />
      </Field>
      <Field label={t('face')}>
        <TextInput value={fields.faceUrl} onChange={set('faceUrl')} autoComplete="off" />
      </Field>
      <Field label={t('join')}>
        <PlainSelect
          value={fields.joinOption}
          onChange={set('joinOption')}
          options={JOIN.map((value) => ({ value: value as string, text: t(value) }))}
        />
      </Field>
      {group.maxMembers === 0 ? null : (
        <Field label={t('maxMembers')}>
          <TextInput value={fields.maxMembers} onChange={set('maxMembers')} autoComplete="off" />
        </Field>
      )}
      <FailureNote error={save.error} />
    </Modal>
  )
}
