import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { ApiFailure } from '../../api/failure.ts'
import { changePassword } from '../../api/session.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { words } from './words.ts'

/** Changes the password of who is signed in. `current` names the one that is asked for first. */
export function PasswordForm({
  name,
  current: label,
  onDone,
}: {
  readonly name: string
  readonly current: string
  readonly onDone?: () => void
}) {
  const t = useWords(words)
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const change = useMutation({ mutationFn: changePassword, onSuccess: () => onDone?.() })
  const differs = again !== '' && again !== password
  const wrong = change.error instanceof ApiFailure && change.error.errorName === 'FORBIDDEN'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate({ current, password })
      }}
    >
      {/* Password managers file the new password under this name. */}
      <input
        className="visually-hidden"
        autoComplete="username"
        value={name}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <Field label={label}>
        <TextInput type="password" value={current} onChange={setCurrent} autoComplete="current-password" autofocus />
      </Field>
      <Field label={t('fresh')} help={t('freshHelp')}>
        <TextInput type="password" value={password} onChange={setPassword} autoComplete="new-password" />
      </Field>
      <Field label={t('repeat')} problem={differs ? t('differs') : undefined}>
        <TextInput type="password" value={again} onChange={setAgain} autoComplete="new-password" />
      </Field>
      {wrong ? <Alert theme="error" message={t('currentWrong')} /> : <FailureNote error={change.error} />}
      <Button
        tag="button"
        type="submit"
        block
        size="large"
        loading={change.isPending}
        disabled={current === '' || password === '' || again !== password}
      >
        {t('save')}
      </Button>
    </form>
  )
}
