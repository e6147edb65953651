import { useNavigate } from 'react-router'
import { Alert, Button } from 'tdesign-react'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { handKey } from './handed-key.ts'
import { saveKeysZip } from './keys-zip.ts'
import type { Made } from './make-key.ts'
import { words } from './words.ts'

/** Hands a new key over, the once that this is possible. */
export function MadeKey({
  sdkAppId,
  made,
  open,
  onClose,
}: {
  readonly sdkAppId: number
  readonly made: Made
  readonly open: boolean
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const navigate = useNavigate()
  const signsWith = made.kind === 'pair' ? made.privateKey : made.kind === 'secret' ? made.secret : undefined
  return (
    <Modal title={t('madeTitle')} open={open} onClose={onClose} width={600}>
      <p>
        <span className="mono">{made.keyId}</span>
      </p>
      {made.kind === 'pair' ? (
        <>
          <Alert theme="warning" message={t('madePrivate')} />
          <div className="made-actions">
            <Button onClick={() => saveKeysZip(made)}>{t('download')}</Button>
            <CopyButton text={made.privateKey} words={t('privateKey')} label={t('privateKey')} />
            <CopyButton text={made.publicKey} words={t('copyPublic')} label={t('copyPublic')} />
          </div>
          <p className="faint">{t('zipHolds')}</p>
        </>
      ) : null}
      {made.kind === 'uploaded' ? <p>{t('uploaded')}</p> : null}
      {made.kind === 'secret' ? (
        <>
          <p>{t('madeSecret')}</p>
          <code className="code-line">{made.secret}</code>
          <CopyButton text={made.secret} label={t('secret')} />
        </>
      ) : null}
      {signsWith === undefined ? null : (
        <div className="made-actions">
          <Button
            variant="outline"
            onClick={() => {
              handKey(sdkAppId, signsWith)
              onClose()
              void navigate(`/apps/${sdkAppId}/dev-tools`)
            }}
          >
            {t('tryIt')}
          </Button>
        </div>
      )}
    </Modal>
  )
}
