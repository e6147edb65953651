import { Button } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import type { OwnSession } from './own.ts'
import { words } from './words.ts'

/** Where somebody is signed in. */
export function SessionsPanel({ sessions }: { readonly sessions: readonly OwnSession[] }) {
  const t = useWords(words)
  const shown = useShown()
  const end = useChange((key: string) => ['own/sessions/end', { method: 'POST', body: { key } }] as const, 'own')
  return (
    <Panel flush title={t('sessions')} text={t('sessionsText')}>
      <FailureNote error={end.error} />
      <PagedTable
        label={t('sessions')}
        rows={sessions}
        keyOf={(row) => row.key}
        columns={[
          {
            title: t('from'),
            cell: ({ address, agent }) => (
              <>
                {address}
                <br />
                <small>{agent.slice(0, 120)}</small>
              </>
            ),
          },
          { title: t('signedIn'), tight: true, wide: true, cell: (row) => shown.time(row.openedAt) },
          { title: t('used'), tight: true, cell: (row) => shown.ago(row.usedAt) },
          {
            title: t('actions'),
            tight: true,
            cell: ({ key, current }) =>
              current ? (
                t('here')
              ) : (
                <Button size="small" variant="outline" onClick={() => end.mutate(key)}>
                  {t('end')}
                </Button>
              ),
          },
        ]}
      />
    </Panel>
  )
}
