import { UserSigError, verify } from '@signet/usersig'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { useKeys } from '../keys/keys.ts'
import type { ToolProps } from './draft.ts'
import { readVerifyingKey } from './read-key.ts'
import { words } from './words.ts'

const PASTED = ''

/** Checks a ticket with a key, in the browser. */
export function VerifyTool({ sdkAppId, draft, onDraft }: ToolProps) {
  const t = useWords(words)
  const shown = useShown()
  const keys = (useKeys(sdkAppId).data?.keys ?? []).filter(({ publicKey }) => publicKey !== undefined).reverse()
  const [chosen, setChosen] = useState<string>()
  const [pasted, setPasted] = useState('')
  const keyId = chosen ?? keys[0]?.keyId ?? PASTED
  const key = keys.find((one) => one.keyId === keyId)?.publicKey ?? pasted
  const check = useMutation({
    mutationFn: () => verify(readVerifyingKey(key), draft.userSig.trim(), { sdkAppId, userId: draft.userId }),
  })
  const { reset } = check
  return (
    <Panel title={t('verifyTitle')} text={t('verifyText')}>
      <form
        className="tool"
        onSubmit={(event) => {
          event.preventDefault()
          check.mutate()
        }}
      >
        <Field label={t('result')}>
          <TextArea
            mono
            rows={3}
            value={draft.userSig}
            onChange={(userSig) => {
              reset()
              onDraft({ userSig })
            }}
          />
        </Field>
        <div className="tool-row">
          <Field label={t('userId')}>
            <TextInput value={draft.userId} onChange={(userId) => onDraft({ userId })} maxlength={32} />
          </Field>
          <Field label={t('verifyKey')}>
            <PlainSelect
              value={keyId}
              onChange={setChosen}
              options={[
                ...keys.map((one) => ({ value: one.keyId, text: one.keyId })),
                { value: PASTED, text: t('ownKey') },
              ]}
            />
          </Field>
        </div>
        {keyId === PASTED ? (
          <Field label={t('verifyKeyText')}>
            <TextArea mono rows={4} value={pasted} onChange={setPasted} />
          </Field>
        ) : null}
        <Button
          tag="button"
          type="submit"
          loading={check.isPending}
          disabled={draft.userSig.trim() === '' || key.trim() === ''}
        >
          {t('doVerify')}
        </Button>
      </form>
      <div className="outcome" role="status">
        {check.data === undefined ? null : (
          <Alert
            theme="success"
            title={t('verified')}
            message={t('validUntil', { time: shown.time(check.data.expiresAt * 1000) })}
          />
        )}
        {check.error === null ? null : (
          <Alert
            theme="error"
            title={
              check.error instanceof UserSigError
                ? `${t('refused', { code: check.error.code })} ${check.error.reason}`
                : undefined
            }
            message={check.error.message}
          />
        )}
      </div>
    </Panel>
  )
}
