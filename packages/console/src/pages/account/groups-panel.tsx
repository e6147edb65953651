import { Link } from 'react-router'
import { useAnswer } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { query } from '../../pieces/query.ts'
import { Answered } from '../../pieces/states.tsx'
import { useCursor } from '../../pieces/use-cursor.ts'
import { type GroupType, useGroupTypes } from '../groups/types.ts'
import { words } from './words.ts'

interface Joined {
  readonly groupId: string
  readonly name: string
  readonly type: GroupType
  readonly role: 'Owner' | 'Admin' | 'Member'
  /** ms */
  readonly joinedAt: number
}

/** The groups of an account, each with a way to it. */
export function GroupsPanel({ userId, sdkAppId }: { readonly userId: string; readonly sdkAppId: number }) {
  const t = useWords(words)
  const shown = useShown()
  const types = useGroupTypes()
  const { after, steps } = useCursor(userId)
  const joined = useAnswer<{ readonly groups: readonly Joined[]; readonly next?: string }>(
    `applications/${sdkAppId}/groups/joined${query({ userId, after, limit: 20 })}`,
  )
  return (
    <Panel flush title={t('groups')} text={t('groupsText')}>
      <Answered query={joined}>
        {({ groups, next }) => (
          <PagedTable
            label={t('groups')}
            rows={groups}
            keyOf={(row) => row.groupId}
            empty={<p className="table-empty">{t('noGroups')}</p>}
            columns={[
              {
                title: 'GroupID',
                tight: true,
                cell: ({ groupId }) => <Link to={`/apps/${sdkAppId}/groups/one${query({ groupId })}`}>{groupId}</Link>,
              },
              { title: t('groupName'), cell: (row) => row.name },
              { title: t('groupType'), tight: true, wide: true, cell: (row) => types.say(row.type) },
              { title: t('role'), tight: true, cell: (row) => t(row.role) },
              { title: t('memberSince'), tight: true, wide: true, cell: (row) => shown.time(row.joinedAt) },
            ]}
            {...steps(next)}
          />
        )}
      </Answered>
    </Panel>
  )
}
