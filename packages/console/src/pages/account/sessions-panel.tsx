import { useState } from 'react'
import { Alert, Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import type { AccountPart, AccountSession } from './account.ts'
import { words } from './words.ts'

/** Where the account is logged in, and the way to end that. */
export function SessionsPanel({ account, where }: AccountPart) {
  const t = useWords(words)
  const shown = useShown()
  const may = useMay('operator')
  const [open, setOpen] = useState(false)
  const kick = useChange(() => [`${where}/kick`, { method: 'POST', body: { userId: account.userId } }] as const, where)
  const end = useChange(
    (session: string) =>
      [`${where}/sessions/end`, { method: 'POST', body: { userId: account.userId, session } }] as const,
    where,
  )
  const close = () => {
    setOpen(false)
    kick.reset()
  }
  return (
    <Panel
      flush
      title={t('sessions')}
      text={t('sessionsText')}
      actions={
        may ? (
          <Button theme="danger" variant="outline" size="small" onClick={() => setOpen(true)}>
            {t('kick')}
          </Button>
        ) : undefined
      }
    >
      <FailureNote error={end.error} />
      <PagedTable
        label={t('sessions')}
        rows={account.sessions}
        keyOf={({ id }) => id}
        empty={<p className="table-empty">{t('offline')}</p>}
        columns={[
          { title: t('platform'), cell: (row) => row.platform },
          { title: t('since'), cell: (row) => shown.time(row.since) },
          ...(may
            ? [
                {
                  title: t('actions'),
                  tight: true,
                  cell: ({ id }: AccountSession) => (
                    <Button size="small" variant="outline" disabled={end.isPending} onClick={() => end.mutate(id)}>
                      {t('endOne')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Modal
        title={t('kick')}
        open={open}
        onClose={close}
        action={{
          text: t('kick'),
          danger: true,
          busy: kick.isPending,
          run: () => kick.mutate(undefined, { onSuccess: close }),
        }}
      >
        <Alert theme="warning" message={t('kickText')} />
        <FailureNote error={kick.error} />
      </Modal>
    </Panel>
  )
}
