import { path } from '../../api/client.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Modal } from '../../pieces/modal.tsx'
import type { Key } from './keys.ts'
import { words } from './words.ts'

/** Shows a v2 secret to who asks for it, which is written down. */
export function RevealDialog({
  sdkAppId,
  shown,
  onClose,
}: {
  readonly sdkAppId: number
  readonly shown: Key
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const reveal = useChange<string, { readonly secret: string }>((keyId) => [
    path`applications/${sdkAppId}/keys/reveal`,
    { method: 'POST', body: { keyId } },
  ])
  const secret = reveal.data?.secret
  return (
    <Modal
      title={t('revealTitle', { key: shown.keyId })}
      open
      onClose={onClose}
      {...(secret === undefined
        ? { action: { text: t('revealNow'), busy: reveal.isPending, run: () => reveal.mutate(shown.keyId) } }
        : {})}
    >
      <p>{t('revealText')}</p>
      {secret === undefined ? null : (
        <>
          <code className="code-line">{secret}</code>
          <CopyButton text={secret} label={t('secret')} />
        </>
      )}
      <FailureNote error={reveal.error} />
    </Modal>
  )
}
