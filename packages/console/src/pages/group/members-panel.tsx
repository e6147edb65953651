import '../../pieces/rows.css'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useAnswer, useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { query } from '../../pieces/query.ts'
import { Answered } from '../../pieces/states.tsx'
import { useCursor } from '../../pieces/use-cursor.ts'
import { AccountLink } from './account-link.tsx'
import { AddMembers } from './add-members.tsx'
import type { GroupPart } from './group.ts'
import { MemberAction, type MemberDeed } from './member-action.tsx'
import { words } from './words.ts'

interface MemberLine {
  readonly userId: string
  readonly role: 'Owner' | 'Admin' | 'Member'
  readonly nameCard: string
  /** ms; 0: not muted. */
  readonly joinedAt: number
  readonly muteUntil: number
}

/** Who is in the group, in the order in which they came. */
export function MembersPanel({ group, where }: GroupPart) {
  const t = useWords(words)
  const shown = useShown()
  const may = useMay('operator')
  const [deed, setDeed] = useState<MemberDeed | 'add' | undefined>()
  const { after, steps } = useCursor(group.groupId)
  const { groupId } = group
  const members = useAnswer<{
    readonly total: number
    readonly members: readonly MemberLine[]
    readonly next?: string
  }>(`${where}/members${query({ groupId, after, limit: 20 })}`)
  const role = useChange(
    ({ userId, role: next }: { userId: string; role: 'Admin' | 'Member' }) =>
      [`${where}/role`, { method: 'POST', body: { groupId, userId, role: next } }] as const,
    where,
  )
  const close = () => setDeed(undefined)
  return (
    <Panel
      flush
      title={t('members')}
      actions={
        may ? (
          <Button size="small" variant="outline" onClick={() => setDeed('add')}>
            {t('addMembers')}
          </Button>
        ) : undefined
      }
    >
      <FailureNote error={role.error} />
      <Answered query={members}>
        {({ members: rows, total, next }) => (
          <PagedTable
            label={t('members')}
            rows={rows}
            total={total}
            keyOf={(row) => row.userId}
            empty={<p className="table-empty">{t('nobody')}</p>}
            columns={[
              { title: t('userId'), tight: true, cell: (row) => <AccountLink userId={row.userId} /> },
              { title: t('nameCard'), wide: true, cell: (row) => row.nameCard || '—' },
              { title: t('role'), tight: true, cell: (row) => t(row.role) },
              {
                title: t('state'),
                cell: (row) =>
                  row.muteUntil === 0 ? t('speaks') : t('mutedUntil', { time: shown.time(row.muteUntil) }),
              },
              { title: t('since'), wide: true, tight: true, cell: (row) => shown.time(row.joinedAt) },
              ...(may
                ? [
                    {
                      title: t('actions'),
                      cell: (row: MemberLine) => (
                        <MemberActions
                          row={row}
                          onDeed={setDeed}
                          onRole={(next) => role.mutate({ userId: row.userId, role: next })}
                        />
                      ),
                    },
                  ]
                : []),
            ]}
            {...steps(next)}
          />
        )}
      </Answered>
      {deed === 'add' ? <AddMembers groupId={groupId} where={where} onClose={close} /> : null}
      {deed !== undefined && deed !== 'add' ? (
        <MemberAction deed={deed} groupId={groupId} where={where} onClose={close} />
      ) : null}
    </Panel>
  )
}

function MemberActions({
  row: { userId, role, muteUntil },
  onDeed,
  onRole,
}: {
  readonly row: MemberLine
  readonly onDeed: (deed: MemberDeed) => void
  readonly onRole: (role: 'Admin' | 'Member') => void
}) {
  const t = useWords(words)
  if (role === 'Owner') return '—'
  const act = (text: string, run: () => void) => (
    <Button size="small" variant="text" aria-label={`${text}: ${userId}`} onClick={run}>
      {text}
    </Button>
  )
  return (
    <span className="row-actions">
      {role === 'Member' ? act(t('makeAdmin'), () => onRole('Admin')) : act(t('makeMember'), () => onRole('Member'))}
      {muteUntil === 0
        ? act(t('mute'), () => onDeed({ kind: 'mute', userId }))
        : act(t('unmute'), () => onDeed({ kind: 'unmute', userId }))}
      {act(t('remove'), () => onDeed({ kind: 'remove', userId }))}
    </span>
  )
}
