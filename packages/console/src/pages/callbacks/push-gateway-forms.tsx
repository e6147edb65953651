import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { pushWords } from './push-words.ts'

export interface Gateway {
  readonly url: string
  readonly language: 'en' | 'zh'
}

interface FormProps {
  readonly where: string
  readonly onClose: () => void
}

function Secret({ text }: { readonly text: string }) {
  const t = useWords(pushWords)
  return (
    <>
      <p>{t('secretText')}</p>
      <strong>{t('secret')}</strong> <CopyButton text={text} label={t('secret')} />
      <pre className="call-body">{text}</pre>
    </>
  )
}

/** Sets the gateway; when it is the first, its secret is shown. */
export function EditGateway({ where, gateway, onClose }: FormProps & { readonly gateway: Gateway | undefined }) {
  const t = useWords(pushWords)
  const [url, setUrl] = useState(gateway?.url ?? '')
  const [language, setLanguage] = useState<string>(
    gateway?.language ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'),
  )
  const save = useChange<undefined, { readonly secret?: string }>(
    () => [`${where}/push-gateway`, { method: 'POST', body: { url: url.trim(), language } }],
    `${where}/push-gateway`,
  )
  if (save.data?.secret !== undefined) {
    return (
      <Modal title={t('title')} open onClose={onClose}>
        <Secret text={save.data.secret} />
      </Modal>
    )
  }
  return (
    <Modal
      title={t('title')}
      open
      onClose={onClose}
      action={{
        text: t('save'),
        busy: save.isPending,
        disabled: url.trim() === '',
        run: () => save.mutate(undefined, { onSuccess: ({ secret }) => secret === undefined && onClose() }),
      }}
    >
      <Field label={t('url')} help={t('urlHelp')}>
        <TextInput value={url} onChange={setUrl} placeholder="https://push.example/signet" autofocus />
      </Field>
      <Field label={t('language')}>
        <PlainSelect
          value={language}
          onChange={setLanguage}
          options={(['zh', 'en'] as const).map((value) => ({ value, text: t(value) }))}
        />
      </Field>
      <FailureNote error={save.error} />
    </Modal>
  )
}

/** Sends a test push and shows what the gateway says. */
export function TryGateway({ where, onClose }: FormProps) {
  const t = useWords(pushWords)
  const [userId, setUserId] = useState('')
  const send = useChange<undefined, { readonly ok: boolean; readonly detail: string; readonly took: number }>(() => [
    `${where}/push-gateway/try`,
    { method: 'POST', body: { userId: userId.trim() } },
  ])
  const tried = send.data
  return (
    <Modal
      title={t('tryOut')}
      open
      onClose={onClose}
      action={{
        text: t('tryOut'),
        busy: send.isPending,
        disabled: userId.trim() === '',
        run: () => send.mutate(undefined),
      }}
    >
      <p>{t('tryText')}</p>
      <Field label={t('user')}>
        <TextInput value={userId} onChange={setUserId} autofocus />
      </Field>
      {tried === undefined ? null : (
        <>
          <Alert
            theme={tried.ok ? 'success' : 'error'}
            message={tried.ok ? t('works', { ms: tried.took }) : t('fails', { why: tried.ok ? '' : tried.detail })}
          />
          {tried.ok ? <pre className="call-body">{tried.detail}</pre> : null}
        </>
      )}
      <FailureNote error={send.error} />
    </Modal>
  )
}

/** The secret, on demand. */
export function GatewaySecret({ where, onClose }: FormProps) {
  const t = useWords(pushWords)
  const post = (what: string) => [`${where}/push-gateway/${what}`, { method: 'POST' }] as const
  const reveal = useChange<undefined, { readonly secret: string }>(() => [...post('reveal')])
  const rotate = useChange<undefined, { readonly secret: string }>(() => [...post('rotate')])
  const secret = rotate.data?.secret ?? reveal.data?.secret
  return (
    <Modal
      title={t('secret')}
      open
      onClose={onClose}
      {...(secret === undefined
        ? { action: { text: t('showSecret'), busy: reveal.isPending, run: () => reveal.mutate(undefined) } }
        : {})}
    >
      {secret === undefined ? (
        <p>{t('secretText')}</p>
      ) : (
        <>
          <Secret text={secret} />
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

export function RemoveGateway({ where, onClose }: FormProps) {
  const t = useWords(pushWords)
  const remove = useChange<undefined>(() => [`${where}/push-gateway`, { method: 'DELETE' }], `${where}/push-gateway`)
  return (
    <Modal
      title={t('remove')}
      open
      onClose={onClose}
      action={{
        text: t('remove'),
        busy: remove.isPending,
        run: () => remove.mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <p>{t('removeText')}</p>
      <FailureNote error={remove.error} />
    </Modal>
  )
}
