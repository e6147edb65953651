import { sign, UserSigError } from '@signet/usersig'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { canMakeKeysHere } from '../keys/make-key.ts'
import type { ToolProps } from './draft.ts'
import { readSigningKey } from './read-key.ts'
import { words } from './words.ts'

const DAY = 86_400
const LIVES = [
  ['3600', 'hour'],
  [String(DAY), 'day'],
  [String(7 * DAY), 'week'],
  [String(180 * DAY), 'halfYear'],
] as const

/** Makes a ticket in the browser: nothing of it is sent. */
export function SignTool({ sdkAppId, draft, onDraft, onTool }: ToolProps) {
  const t = useWords(words)
  const [expire, setExpire] = useState<string>(String(DAY))
  const make = useMutation({
    mutationFn: () => sign(readSigningKey(draft.key), { sdkAppId, userId: draft.userId, expire: Number(expire) }),
    onSuccess: (userSig) => onDraft({ userSig }),
  })
  return (
    <Panel title={t('signTitle')} text={t('signText')}>
      <form
        className="tool"
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate()
        }}
      >
        <Field label={t('key')} help={t('keyHelp')}>
          <TextArea mono rows={5} value={draft.key} onChange={(key) => onDraft({ key, userSig: '' })} />
        </Field>
        <label className="file-button">
          {t('keyFile')}
          <input
            type="file"
            className="visually-hidden"
            onChange={({ target }) => void target.files?.[0]?.text().then((key) => onDraft({ key, userSig: '' }))}
          />
        </label>
        <div className="tool-row">
          <Field label={t('userId')}>
            <TextInput value={draft.userId} onChange={(userId) => onDraft({ userId, userSig: '' })} maxlength={32} />
          </Field>
          <Field label={t('expire')}>
            <PlainSelect
              value={expire}
              onChange={setExpire}
              options={LIVES.map(([value, text]) => ({ value: value as string, text: t(text) }))}
            />
          </Field>
        </div>
        {canMakeKeysHere() ? null : <Alert theme="warning" message={t('noCrypto')} />}
        {make.error === null ? null : (
          <div role="alert">
            <Alert theme="error" message={problemOf(make.error, t)} />
          </div>
        )}
        <Button
          tag="button"
          type="submit"
          loading={make.isPending}
          disabled={draft.key.trim() === '' || draft.userId === ''}
        >
          {t('doSign')}
        </Button>
      </form>
      {draft.userSig === '' || make.error !== null ? null : (
        <div className="outcome" role="status">
          <Field label={t('result')}>
            <TextArea mono rows={3} value={draft.userSig} readonly />
          </Field>
          <div className="outcome-actions">
            <CopyButton text={draft.userSig} label={t('result')} />
            <Button size="small" variant="outline" onClick={() => onTool('verify')}>
              {t('thenVerify')}
            </Button>
            <Button size="small" variant="outline" onClick={() => onTool('explain')}>
              {t('thenExplain')}
            </Button>
            <Button size="small" variant="outline" onClick={() => onTool('login')}>
              {t('thenLogin')}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  )
}

function problemOf(error: Error, t: (key: 'keyPublic' | 'curveHere') => string): string {
  if (!(error instanceof UserSigError)) return error.message
  if (error.reason === 'WRONG_KIND_OF_KEY') return t('keyPublic')
  return error.reason === 'UNSUPPORTED_CURVE' ? t('curveHere') : error.message
}
