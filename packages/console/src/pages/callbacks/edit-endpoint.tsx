import { useState } from 'react'
import { Alert } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import type { CommandLine, Endpoint } from './callbacks.ts'
import { Switches } from './switches.tsx'
import { words } from './words.ts'

/** A new URL, or what is set about one. */
export function EditEndpoint({
  where,
  endpoint,
  commands,
  onClose,
}: {
  readonly where: string
  readonly endpoint: Endpoint | undefined
  readonly commands: readonly CommandLine[]
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const [url, setUrl] = useState(endpoint?.url ?? '')
  const [timeout, setTimeout] = useState(endpoint?.timeoutMs === undefined ? '' : String(endpoint.timeoutMs))
  const [token, setToken] = useState('')
  const [tls, setTls] = useState({ certificate: '', privateKey: '', authority: '' })
  const [on, setOn] = useState<ReadonlySet<string>>(new Set(endpoint?.commands))
  const [refuse, setRefuse] = useState<ReadonlySet<string>>(new Set(endpoint?.refuseOnFailure))
  const save = useChange<undefined, { readonly secret?: string }>(
    () => [
      `${where}/callbacks`,
      {
        method: endpoint === undefined ? 'POST' : 'PATCH',
        body: {
          ...(endpoint === undefined ? {} : { endpointId: endpoint.endpointId }),
          url: url.trim(),
          timeoutMs: Number(timeout) || 0,
          commands: [...on],
          refuseOnFailure: [...refuse].filter((command) => on.has(command)),
          ...(token === '' ? {} : { token }),
          ...Object.fromEntries(Object.entries(tls).filter(([, text]) => text.trim() !== '')),
        },
      },
    ],
    where,
  )
  const secret = endpoint === undefined ? save.data?.secret : undefined
  if (secret !== undefined) {
    return (
      <Modal title={t('added')} open onClose={onClose}>
        <p>{t('addedText')}</p>
        <pre className="call-body">{secret}</pre>
        <CopyButton text={secret} label={t('signingSecret')} />
      </Modal>
    )
  }
  return (
    <Modal
      title={t(endpoint === undefined ? 'add' : 'edit')}
      open
      width={720}
      onClose={onClose}
      action={{
        text: t('save'),
        busy: save.isPending,
        disabled: url.trim() === '',
        run: () => save.mutate(undefined, { onSuccess: () => endpoint !== undefined && onClose() }),
      }}
    >
      <Field label={t('url')} help={t('urlHelp')}>
        <TextInput value={url} onChange={setUrl} placeholder="https://backend.example/im" autofocus />
      </Field>
      <Switches commands={commands} on={on} refuse={refuse} onChange={setOn} onRefuse={setRefuse} />
      <Field label={t('timeout')} help={t('timeoutHelp')}>
        <TextInput value={timeout} onChange={(text) => setTimeout(text.replace(/\D/g, ''))} placeholder="2000" />
      </Field>
      <Field label={t('token')} help={t('tokenHelp')}>
        <TextInput value={token} onChange={setToken} type="password" autoComplete="off" maxlength={128} />
      </Field>
      <details className="tls">
        <summary>{t('tls')}</summary>
        {(['certificate', 'privateKey', 'authority'] as const).map((name) => (
          <Field key={name} label={t(name)}>
            <TextArea mono rows={3} value={tls[name]} onChange={(text) => setTls({ ...tls, [name]: text })} />
          </Field>
        ))}
      </details>
      {endpoint?.hasCertificate === true ? <Alert theme="info" message={t('tls')} /> : null}
      <FailureNote error={save.error} />
    </Modal>
  )
}
