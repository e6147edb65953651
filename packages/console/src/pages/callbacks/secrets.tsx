import { Button } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Modal } from '../../pieces/modal.tsx'
import type { Endpoint } from './callbacks.ts'
import { words } from './words.ts'

/** Token and signing secret of a URL, on demand. */
export function Secrets({
  where,
  endpoint: { endpointId },
  onClose,
}: {
  readonly where: string
  readonly endpoint: Endpoint
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const reveal = useChange<undefined, { readonly token: string; readonly secret: string }>(() => [
    `${where}/callbacks/reveal`,
    { method: 'POST', body: { endpointId } },
  ])
  const rotate = useChange<undefined, { readonly secret: string }>(() => [
    `${where}/callbacks/rotate`,
    { method: 'POST', body: { endpointId } },
  ])
  const secret = rotate.data?.secret ?? reveal.data?.secret
  return (
    <Modal
      title={t('reveal')}
      open
      onClose={onClose}
      {...(reveal.data === undefined
        ? { action: { text: t('reveal'), busy: reveal.isPending, run: () => reveal.mutate(undefined) } }
        : {})}
    >
      <p>{t('revealText')}</p>
      {reveal.data === undefined || secret === undefined ? null : (
        <>
          <Shown name={t('token')} text={reveal.data.token} otherwise={t('noToken')} />
          <Shown name={t('signingSecret')} text={secret} otherwise="" />
          <Button variant="outline" loading={rotate.isPending} onClick={() => rotate.mutate(undefined)}>
            {t('rotate')}
          </Button>
          <p>{t('rotateText')}</p>
        </>
      )}
      <FailureNote error={reveal.error ?? rotate.error} />
    </Modal>
  )
}

function Shown({
  name,
  text,
  otherwise,
}: {
  readonly name: string
  readonly text: string
  readonly otherwise: string
}) {
  return (
    <>
      <strong>{name}</strong> {text === '' ? null : <CopyButton text={text} label={name} />}
      {text === '' ? <p>{otherwise}</p> : <pre className="call-body">{text}</pre>}
    </>
  )
}
