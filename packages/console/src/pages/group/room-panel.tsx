import '../../pieces/rows.css'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useAnswer } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { query } from '../../pieces/query.ts'
import { Answered } from '../../pieces/states.tsx'
import { AccountLink } from './account-link.tsx'
import type { GroupPart } from './group.ts'
import { MemberAction, type MemberDeed } from './member-action.tsx'
import { words } from './words.ts'

interface Viewer {
  readonly userId: string
  /** ms */
  readonly joinedAt: number
}

/** A live room as it is now. */
export function RoomPanel({ group: { groupId }, where }: GroupPart) {
  const t = useWords(words)
  const shown = useShown()
  const may = useMay('operator')
  const [deed, setDeed] = useState<MemberDeed | undefined>()
  const room = useAnswer<{ readonly online: number; readonly recent: readonly Viewer[] }>(
    `${where}/room${query({ groupId })}`,
    { everyMs: 2000 },
  )
  const act = (kind: 'mute' | 'ban', userId: string) => (
    <Button size="small" variant="text" aria-label={`${t(kind)}: ${userId}`} onClick={() => setDeed({ kind, userId })}>
      {t(kind)}
    </Button>
  )
  return (
    <Panel flush title={t('room')} text={t('roomText')}>
      <Answered query={room}>
        {({ online, recent }) => (
          <>
            <p className="panel-figure" aria-live="polite">
              {t('watching', { n: shown.number(online) })}
            </p>
            <PagedTable
              label={t('room')}
              rows={recent}
              keyOf={(row) => row.userId}
              empty={<p className="table-empty">{t('emptyRoom')}</p>}
              columns={[
                { title: t('userId'), tight: true, cell: (row) => <AccountLink userId={row.userId} /> },
                { title: t('cameIn'), tight: true, cell: (row) => shown.time(row.joinedAt) },
                ...(may
                  ? [
                      {
                        title: t('actions'),
                        cell: ({ userId }: Viewer) => (
                          <span className="row-actions">
                            {act('mute', userId)}
                            {act('ban', userId)}
                          </span>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </>
        )}
      </Answered>
      {deed === undefined ? null : (
        <MemberAction deed={deed} groupId={groupId} where={where} onClose={() => setDeed(undefined)} />
      )}
    </Panel>
  )
}
