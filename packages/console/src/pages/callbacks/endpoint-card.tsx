import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useChange } from '../../api/use-api.ts'
import { useWords } from '../../language/words.ts'
import { Panel } from '../../pieces/panel.tsx'
import { TypedConfirm } from '../../pieces/typed-confirm.tsx'
import type { CommandLine, Endpoint } from './callbacks.ts'
import { Secrets } from './secrets.tsx'
import { TryOut } from './try-out.tsx'
import { words } from './words.ts'

/** One URL and what can be done with it. */
export function EndpointCard({
  where,
  endpoint,
  commands,
  onEdit,
}: {
  readonly where: string
  readonly endpoint: Endpoint
  readonly commands: readonly CommandLine[]
  readonly onEdit: () => void
}) {
  const t = useWords(words)
  const may = useMay('developer')
  const [open, setOpen] = useState<'try' | 'secrets' | 'remove' | undefined>()
  const remove = useChange(
    () => [`${where}/callbacks`, { method: 'DELETE', body: { endpointId: endpoint.endpointId } }],
    where,
  )
  const close = () => setOpen(undefined)
  return (
    <Panel
      title={endpoint.url}
      actions={
        may ? (
          <>
            <Button size="small" variant="outline" onClick={() => setOpen('try')}>
              {t('tryOut')}
            </Button>
            <Button size="small" variant="outline" onClick={onEdit}>
              {t('edit')}
            </Button>
            <Button size="small" variant="outline" onClick={() => setOpen('secrets')}>
              {t('reveal')}
            </Button>
            <Button size="small" variant="outline" theme="danger" onClick={() => setOpen('remove')}>
              {t('remove')}
            </Button>
          </>
        ) : undefined
      }
    >
      <p className="endpoint-facts">
        <code>{endpoint.endpointId}</code>
        <span>{t('on', { n: endpoint.commands.length, all: commands.length })}</span>
        <span>{t(endpoint.hasToken ? 'tokenSet' : 'tokenNot')}</span>
        {endpoint.timeoutMs === undefined ? null : <span>{t('ms', { n: endpoint.timeoutMs })}</span>}
      </p>
      {open === 'try' ? <TryOut where={where} endpoint={endpoint} commands={commands} onClose={close} /> : null}
      {open === 'secrets' ? <Secrets where={where} endpoint={endpoint} onClose={close} /> : null}
      <TypedConfirm
        open={open === 'remove'}
        onClose={close}
        title={t('removeTitle')}
        text={endpoint.endpointId}
        action={t('remove')}
        warning={t('removeWarning')}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: close })}
      />
    </Panel>
  )
}
