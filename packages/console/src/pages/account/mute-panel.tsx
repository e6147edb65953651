import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { useDurations } from '../../pieces/durations.ts'
import { Facts } from '../../pieces/facts.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import type { AccountPart } from './account.ts'
import { words } from './words.ts'

/** Whether the account may send at all. */
export function MutePanel({ account, where }: AccountPart) {
  const t = useWords(words)
  const { say } = useDurations()
  const may = useMay('operator')
  const [open, setOpen] = useState(false)
  const told = (seconds: number): string => (seconds === 0 ? t('notMuted') : t('mutedFor', { time: say(seconds) }))
  return (
    <Panel
      title={t('mute')}
      text={t('muteText')}
      actions={
        may ? (
          <Button variant="outline" size="small" onClick={() => setOpen(true)}>
            {t('change')}
          </Button>
        ) : undefined
      }
    >
      <Facts
        rows={[
          [t('c2c'), told(account.mute.c2c)],
          [t('group'), told(account.mute.group)],
        ]}
      />
      {open ? <ChangeMute account={account} where={where} onClose={() => setOpen(false)} /> : null}
    </Panel>
  )
}

function ChangeMute({ account, where, onClose }: AccountPart & { readonly onClose: () => void }) {
  const t = useWords(words)
  const { options } = useDurations()
  const [c2c, setC2c] = useState('')
  const [group, setGroup] = useState('')
  const body = {
    userId: account.userId,
    ...(c2c === '' ? {} : { c2c: Number(c2c) }),
    ...(group === '' ? {} : { group: Number(group) }),
  }
  const save = useChange(() => [`${where}/mute`, { method: 'POST', body }] as const, where)
  const choices = [{ value: '', text: t('asItIs') }, { value: '0', text: t('lift') }, ...options]
  return (
    <Modal
      title={t('mute')}
      open
      onClose={onClose}
      action={{
        text: t('save'),
        busy: save.isPending,
        disabled: c2c === '' && group === '',
        run: () => save.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <Field label={t('c2c')}>
        <PlainSelect value={c2c} onChange={setC2c} options={choices} />
      </Field>
      <Field label={t('group')}>
        <PlainSelect value={group} onChange={setGroup} options={choices} />
      </Field>
      <FailureNote error={save.error} />
    </Modal>
  )
}
