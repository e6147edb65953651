import { Alert } from 'tdesign-react'
import { path } from '../../api/client.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { TypedConfirm } from '../../pieces/typed-confirm.tsx'
import type { Key } from './keys.ts'
import { words } from './words.ts'

/** Ends a key now and for ever: its id is typed. */
export function RevokeDialog({
  sdkAppId,
  shown,
  last,
  onClose,
}: {
  readonly sdkAppId: number
  readonly shown: Key
  /** Nobody can log in without it. */
  readonly last: boolean
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const revoke = useChange(
    (keyId: string) => [path`applications/${sdkAppId}/keys/revoke`, { method: 'POST', body: { keyId } }],
    'applications',
  )
  return (
    <TypedConfirm
      open
      onClose={onClose}
      title={t('revokeTitle', { key: shown.keyId })}
      text={shown.keyId}
      action={t('revoke')}
      warning={t('revokeText')}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate(shown.keyId, { onSuccess: onClose })}
    >
      {last ? <Alert theme="warning" message={t('lastKey')} /> : null}
      <p>{t('revokeSessions', { n: shown.sessions })}</p>
    </TypedConfirm>
  )
}
