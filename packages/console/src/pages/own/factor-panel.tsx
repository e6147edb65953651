import '../../pieces/rows.css'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { Panel } from '../../pieces/panel.tsx'
import type { Own } from './own.ts'
import { SetUpFactor } from './set-up-factor.tsx'
import { words } from './words.ts'

/** The second factor: on or off, another phone, and turning it off. */
export function FactorPanel({ own }: { readonly own: Own }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [open, setOpen] = useState<'setUp' | 'remove' | undefined>()
  const close = () => {
    setOpen(undefined)
    void queries.invalidateQueries({ queryKey: ['own'] })
  }
  return (
    <Panel title={t('factor')} text={t('factorText')}>
      <p>{own.secondFactor ? t('on', { n: own.recoveryCodesLeft }) : t('off')}</p>
      {own.required ? <p>{t('required')}</p> : null}
      {open === 'setUp' ? <SetUpFactor onDone={close} /> : null}
      {open === undefined ? (
        <div className="actions-end">
          <Button variant="outline" onClick={() => setOpen('setUp')}>
            {t(own.secondFactor ? 'anew' : 'setUp')}
          </Button>
          {own.secondFactor && !own.required ? (
            <Button variant="outline" theme="danger" onClick={() => setOpen('remove')}>
              {t('takeAway')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {open === 'remove' ? <TakeAway onClose={close} /> : null}
    </Panel>
  )
}

function TakeAway({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(words)
  const [password, setPassword] = useState('')
  const remove = useChange(() => ['own/second-factor/remove', { method: 'POST', body: { password } }] as const)
  return (
    <Modal
      title={t('takeAway')}
      open
      onClose={onClose}
      action={{
        text: t('takeAway'),
        danger: true,
        busy: remove.isPending,
        disabled: password === '',
        run: () => remove.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <Alert theme="warning" message={t('takeAwayText')} />
      <Field label={t('current')}>
        <TextInput type="password" value={password} onChange={setPassword} autoComplete="current-password" />
      </Field>
      <FailureNote error={remove.error} />
    </Modal>
  )
}
