import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { Facts } from '../../pieces/facts.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { useGroupTypes } from '../groups/types.ts'
import { EditGroup } from './edit-group.tsx'
import type { GroupPart } from './group.ts'
import { words } from './words.ts'

const JOIN = ['FreeAccess', 'NeedPermission', 'DisableApply'] as const

/** What the group says of itself, and what a manager may change about it. */
export function InfoPanel({ group, where, newestSeq }: GroupPart & { readonly newestSeq: number }) {
  const t = useWords(words)
  const shown = useShown()
  const types = useGroupTypes()
  const may = useMay('operator')
  const [open, setOpen] = useState<'edit' | 'transfer' | undefined>()
  const muteAll = useChange(
    () => [where, { method: 'PATCH', body: { groupId: group.groupId, muteAll: !group.muteAll } }] as const,
    where,
  )
  const close = () => setOpen(undefined)
  const join = JOIN.find((option) => option === group.joinOption)
  const most = group.maxMembers === 0 ? t('noLimit') : t('most', { n: shown.number(group.maxMembers) })
  return (
    <Panel
      title={group.name}
      actions={
        may ? (
          <>
            <Button variant="outline" size="small" onClick={() => setOpen('edit')}>
              {t('edit')}
            </Button>
            <Button variant="outline" size="small" onClick={() => setOpen('transfer')}>
              {t('transfer')}
            </Button>
            <Button
              variant="outline"
              size="small"
              loading={muteAll.isPending}
              onClick={() => muteAll.mutate(undefined)}
            >
              {group.muteAll ? t('muteAllOff') : t('muteAllOn')}
            </Button>
          </>
        ) : undefined
      }
    >
      <FailureNote error={muteAll.error} />
      <Facts
        rows={[
          ['GroupID', <code key="id">{group.groupId}</code>],
          [t('type'), types.say(group.type)],
          [t('owner'), group.owner || t('noOwner')],
          [t('members'), group.online === undefined ? `${shown.number(group.memberCount)} ${most}` : undefined],
          [t('join'), join === undefined ? undefined : t(join)],
          [t('muteAll'), group.muteAll ? t('yes') : t('no')],
          [t('created'), shown.time(group.createdAt)],
          [t('messages'), group.online === undefined ? shown.number(newestSeq) : undefined],
          [t('introduction'), group.introduction],
          [t('notification'), group.notification],
          ...group.custom.map(({ key, value }) => [key, value] as const),
        ]}
      />
      {open === 'edit' ? <EditGroup group={group} where={where} onClose={close} /> : null}
      {open === 'transfer' ? <Transfer group={group} where={where} onClose={close} /> : null}
    </Panel>
  )
}

function Transfer({ group, where, onClose }: GroupPart & { readonly onClose: () => void }) {
  const t = useWords(words)
  const [owner, setOwner] = useState('')
  const body = { groupId: group.groupId, owner: owner.trim() }
  const transfer = useChange(() => [`${where}/transfer`, { method: 'POST', body }] as const, where)
  return (
    <Modal
      title={t('transfer')}
      open
      onClose={onClose}
      action={{
        text: t('transfer'),
        busy: transfer.isPending,
        disabled: body.owner === '',
        run: () => transfer.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <Field label={t('newOwner')} help={t('newOwnerHelp')}>
        <TextInput value={owner} onChange={setOwner} maxlength={32} autoComplete="off" autofocus />
      </Field>
      <FailureNote error={transfer.error} />
    </Modal>
  )
}
