import '../../pieces/rows.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { changePassword } from '../../api/session.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { words } from './words.ts'

const NOTHING = { current: '', password: '', again: '' }

/** Changes one's own password; the session here goes on. */
export function PasswordPanel() {
  const t = useWords(words)
  const queries = useQueryClient()
  const [fields, setFields] = useState(NOTHING)
  const { current, password, again } = fields
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setFields(NOTHING)
      void queries.invalidateQueries({ queryKey: ['own'] })
    },
  })
  const set = (name: keyof typeof NOTHING) => (value: string) => setFields({ ...fields, [name]: value })
  const differs = again !== '' && password !== again
  return (
    <Panel title={t('password')} text={t('passwordText')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (password !== '' && password === again) change.mutate({ current, password })
        }}
      >
        <Field label={t('current')}>
          <TextInput type="password" value={current} onChange={set('current')} autoComplete="current-password" />
        </Field>
        <Field label={t('fresh')} help={t('freshHelp')}>
          <TextInput type="password" value={password} onChange={set('password')} autoComplete="new-password" />
        </Field>
        <Field label={t('repeat')} problem={differs ? t('differs') : undefined}>
          <TextInput type="password" value={again} onChange={set('again')} autoComplete="new-password" />
        </Field>
        <FailureNote error={change.error} />
        {change.isSuccess ? (
          <div role="status">
            <Alert theme="success" message={t('done')} />
          </div>
        ) : null}
        <div className="actions-end">
          <Button
            tag="button"
            type="submit"
            variant="outline"
            loading={change.isPending}
            disabled={current === '' || password === '' || password !== again}
          >
            {t('change')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
