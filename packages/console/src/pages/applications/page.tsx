import '../../pieces/rows.css'
import { useState } from 'react'
import { Link } from 'react-router'
import { Button, Tag } from 'tdesign-react'
import { type ApplicationLine, useApplications } from '../../api/applications.ts'
import { useMay } from '../../api/session.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { AddIcon } from '../../pieces/icons.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { CreateApplication } from './create-application.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { StateDialog } from './state-dialog.tsx'
import { words } from './words.ts'

const FRESH_MS = 5000

/** The list of applications, with figures that move. */
export default function Applications() {
  const t = useWords(words)
  const shown = useShown()
  const mayChange = useMay('operator')
  const mayErase = useMay('owner')
  const applications = useApplications({ everyMs: FRESH_MS })
  const [creating, setCreating] = useState(false)
  const [turning, setTurning] = useState<ApplicationLine>()
  const [erasing, setErasing] = useState<ApplicationLine>()
  const create = mayChange ? (
    <Button icon={<AddIcon />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  ) : null
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        {create}
      </PageHeader>
      <Panel flush>
        <Answered query={applications}>
          {({ applications: rows, total }) => (
            <PagedTable
              label={t('title')}
              rows={rows}
              total={total}
              keyOf={(row) => row.sdkAppId}
              empty={
                <Empty title={t('empty')} text={t('emptyText')}>
                  {create}
                </Empty>
              }
              columns={[
                { title: t('name'), cell: (row) => <Named row={row} /> },
                { title: t('keys'), cell: (row) => <Keys row={row} />, wide: true },
                { title: t('accounts'), cell: (row) => shown.number(row.live.accounts), right: true, wide: true },
                { title: t('online'), cell: (row) => shown.number(row.live.users), right: true },
                {
                  title: t('messages'),
                  cell: (row) => shown.number(row.live.messages),
                  right: true,
                  tight: true,
                  wide: true,
                },
                { title: t('created'), cell: (row) => shown.day(row.createdAt), wide: true, tight: true },
                ...(mayChange
                  ? [
                      {
                        title: t('actions'),
                        tight: true,
                        cell: (row: ApplicationLine) => (
                          <div className="row-actions">
                            <Button
                              size="small"
                              variant="text"
                              theme="default"
                              aria-label={`${t(row.state === 'active' ? 'disable' : 'enable')}: ${row.name}`}
                              onClick={() => setTurning(row)}
                            >
                              {t(row.state === 'active' ? 'disable' : 'enable')}
                            </Button>
                            {mayErase ? (
                              <Button
                                size="small"
                                variant="text"
                                theme="danger"
                                aria-label={`${t('erase')}: ${row.name}`}
                                onClick={() => setErasing(row)}
                              >
                                {t('erase')}
                              </Button>
                            ) : null}
                          </div>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Answered>
      </Panel>
      <CreateApplication open={creating} onClose={() => setCreating(false)} />
      <StateDialog application={turning} onClose={() => setTurning(undefined)} />
      <EraseDialog application={erasing} onClose={() => setErasing(undefined)} />
    </>
  )
}

function Named({ row }: { readonly row: ApplicationLine }) {
  const t = useWords(words)
  return (
    <>
      <Link to={`/apps/${row.sdkAppId}/configuration`}>{row.name}</Link>{' '}
      {row.state === 'disabled' ? (
        <Tag size="small" theme="warning" variant="light">
          {t('disabled')}
        </Tag>
      ) : null}
      <div className="faint mono">{row.sdkAppId}</div>
    </>
  )
}

function Keys({ row }: { readonly row: ApplicationLine }) {
  const t = useWords(words)
  const usable = row.keys.filter(({ state }) => state === 'active' || state === 'retiring').length
  if (usable > 0) return usable
  return (
    <Link className="warn" to={`/apps/${row.sdkAppId}/keys`}>
      {t('noKey')}
    </Link>
  )
}
