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
import { useCursor } from '../../pieces/use-cursor.ts'
import { AccountLink } from './account-link.tsx'
import type { GroupPart } from './group.ts'
import { MemberAction, type MemberDeed } from './member-action.tsx'
import { words } from './words.ts'

interface Banned {
  readonly userId: string
  /** ms */
  readonly until: number
}

/** Who may not come in. */
export function BansPanel({ group: { groupId }, where }: GroupPart) {
  const t = useWords(words)
  const shown = useShown()
  const may = useMay('operator')
  const [deed, setDeed] = useState<MemberDeed | undefined>()
  const { after, steps } = useCursor(groupId)
  const bans = useAnswer<{ readonly users: readonly Banned[]; readonly next?: string }>(
    `${where}/bans${query({ groupId, after, limit: 20 })}`,
  )
  return (
    <Panel flush title={t('bans')}>
      <Answered query={bans}>
        {({ users, next }) => (
          <PagedTable
            label={t('bans')}
            rows={users}
            keyOf={(row) => row.userId}
            empty={<p className="table-empty">{t('noBans')}</p>}
            columns={[
              { title: t('userId'), tight: true, cell: (row) => <AccountLink userId={row.userId} /> },
              { title: t('bannedUntil'), tight: true, cell: (row) => shown.time(row.until) },
              ...(may
                ? [
                    {
                      title: t('actions'),
                      cell: ({ userId }: Banned) => (
                        <span className="row-actions">
                          <Button
                            size="small"
                            variant="text"
                            aria-label={`${t('unban')}: ${userId}`}
                            onClick={() => setDeed({ kind: 'unban', userId })}
                          >
                            {t('unban')}
                          </Button>
                        </span>
                      ),
                    },
                  ]
                : []),
            ]}
            {...steps(next)}
          />
        )}
      </Answered>
      {deed === undefined ? null : (
        <MemberAction deed={deed} groupId={groupId} where={where} onClose={() => setDeed(undefined)} />
      )}
    </Panel>
  )
}
