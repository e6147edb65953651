import '../../pieces/rows.css'
import './set-up-factor.css'
import { useState } from 'react'
import { Button, QRCode } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { saveFile } from '../../pieces/save-file.ts'
import { words } from './words.ts'

interface Begun {
  readonly secret: string
  readonly uri: string
}

/** Password, QR code, first code, recovery codes. What was shown is forgotten when it is over. */
export function SetUpFactor({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(words)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const begin = useChange<void, Begun>(
    () => ['own/second-factor/begin', { method: 'POST', body: { password } }] as const,
  )
  const confirm = useChange<void, { readonly recoveryCodes: readonly string[] }>(
    () => ['own/second-factor/confirm', { method: 'POST', body: { code: code.replaceAll(/\s/g, '') } }] as const,
  )
  if (confirm.data !== undefined) return <RecoveryCodes codes={confirm.data.recoveryCodes} onDone={onDone} />
  if (begin.data === undefined) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (password !== '') begin.mutate()
        }}
      >
        <Field label={t('current')}>
          <TextInput type="password" value={password} onChange={setPassword} autoComplete="current-password" />
        </Field>
        <FailureNote error={begin.error} />
        <Button tag="button" type="submit" disabled={password === ''} loading={begin.isPending}>
          {t('begin')}
        </Button>
      </form>
    )
  }
  const { secret, uri } = begin.data
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (code !== '') confirm.mutate()
      }}
    >
      <p>{t('scan')}</p>
      <div className="factor-code" role="img" aria-label={t('qr')}>
        <QRCode value={uri} type="svg" size={176} color="#000000" bgColor="#ffffff" level="M" />
      </div>
      <p className="factor-secret">
        {t('byHand')} <code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code> <CopyButton text={secret} />
      </p>
      <Field label={t('code')}>
        <TextInput value={code} onChange={setCode} maxlength={7} autoComplete="one-time-code" autofocus />
      </Field>
      <FailureNote error={confirm.error} />
      <Button tag="button" type="submit" disabled={code.replaceAll(/\s/g, '').length !== 6} loading={confirm.isPending}>
        {t('confirm')}
      </Button>
    </form>
  )
}

function RecoveryCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const t = useWords(words)
  const text = codes.join('\n')
  return (
    <section aria-label={t('codes')}>
      <p>
        <b>{t('codes')}</b>
      </p>
      <p>{t('codesText')}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="actions-end">
        <CopyButton text={text} label={t('codes')} />
        <Button variant="outline" onClick={() => saveFile('signet-recovery-codes.txt', 'text/plain', `${text}\n`)}>
          {t('download')}
        </Button>
        <Button onClick={onDone}>{t('kept')}</Button>
      </div>
    </section>
  )
}
