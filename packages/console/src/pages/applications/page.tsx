import { useApplications } from '../../api/applications.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { words } from './words.ts'

/** The list of applications. */
export default function Applications() {
  const t = useWords(words)
  const shown = useShown()
  const applications = useApplications()
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Panel flush>
        <Answered query={applications}>
          {({ applications: rows, total }) => (
            <PagedTable
              label={t('title')}
              rows={rows}
              total={total}
              keyOf={(row) => row.sdkAppId}
              empty={<Empty title={t('empty')} />}
              columns={[
                { title: t('name'), cell: (row) => row.name },
                { title: 'SDKAppID', cell: (row) => row.sdkAppId },
                { title: t('created'), cell: (row) => shown.time(row.createdAt), wide: true },
              ]}
            />
          )}
        </Answered>
      </Panel>
    </>
  )
}
