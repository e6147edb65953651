import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { ApiFailure } from '../../api/failure.ts'
import { signIn } from '../../api/session.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Frame } from './frame.tsx'
import { words } from './words.ts'

const RESET = 'signet console reset-password'

/** Name, password, and the one-time code for those who have a second factor. */
export function SignIn({ ended }: { readonly ended: boolean }) {
  const t = useWords(words)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asked, setAsked] = useState(false)
  const enter = useMutation({
    mutationFn: signIn,
    onError: (error) => {
      if (error instanceof ApiFailure && error.errorName === 'SECOND_FACTOR_NEEDED') setAsked(true)
    },
  })
  const refused = enter.error instanceof ApiFailure ? enter.error.errorName : undefined
  return (
    <Frame title={t('title')}>
      {ended && enter.isIdle ? <Alert theme="info" message={t('ended')} /> : null}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate({ name: name.trim(), password, ...(asked ? { code: code.trim() } : {}) })
        }}
      >
        <Field label={t('name')}>
          <TextInput value={name} onChange={setName} autoComplete="username" autofocus />
        </Field>
        <Field label={t('password')}>
          <TextInput type="password" value={password} onChange={setPassword} autoComplete="current-password" />
        </Field>
        {asked ? (
          <Field label={t('code')} help={t('codeHelp')}>
            <TextInput value={code} onChange={setCode} autoComplete="one-time-code" autofocus />
          </Field>
        ) : null}
        {refused === 'NOT_LOGGED_IN' ? <Alert theme="error" message={t(asked ? 'wrongCode' : 'wrong')} /> : null}
        {refused === 'NOT_LOGGED_IN' || refused === 'SECOND_FACTOR_NEEDED' ? null : <FailureNote error={enter.error} />}
        <Button
          tag="button"
          type="submit"
          block
          size="large"
          loading={enter.isPending}
          disabled={name === '' || password === ''}
        >
          {t('signIn')}
        </Button>
      </form>
      <p className="sign-in-note">
        {t('forgot')} {t('forgotHelp')} <code>{RESET}</code>
      </p>
    </Frame>
  )
}
