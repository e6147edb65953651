import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useMay } from '../../api/session.ts'
import { useAnswer } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Filters } from '../../pieces/filters.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { query } from '../../pieces/query.ts'
import { Answered, Empty } from '../../pieces/states.tsx'
import { useCursor } from '../../pieces/use-cursor.ts'
import { useSettled } from '../../pieces/use-settled.ts'
import { CreateAccount } from './create-account.tsx'
import { ImportAccounts } from './import-accounts.tsx'
import { words } from './words.ts'

interface AccountLine {
  readonly userId: string
  readonly nick: string
  /** ms */
  readonly createdAt: number
  readonly sessions: number
}

/** The users of an application: search, create, import. */
export default function Accounts() {
  const t = useWords(words)
  const shown = useShown()
  const sdkAppId = useSdkAppId()
  const may = useMay('operator')
  const [prefix, setPrefix] = useState('')
  const [nick, setNick] = useState('')
  const [open, setOpen] = useState<'create' | 'import' | undefined>()
  const search = useSettled(query({ prefix: prefix.trim(), nick: nick.trim() }))
  const { after, steps } = useCursor(search)
  const where = `applications/${sdkAppId}/accounts`
  const accounts = useAnswer<{ readonly accounts: readonly AccountLine[]; readonly next?: string }>(
    `${where}${search === '' ? '?' : `${search}&`}${query({ after, limit: 20 }).slice(1)}`,
  )
  const close = () => setOpen(undefined)
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        {may ? (
          <>
            <Button variant="outline" onClick={() => setOpen('import')}>
              {t('import')}
            </Button>
            <Button onClick={() => setOpen('create')}>{t('create')}</Button>
          </>
        ) : null}
      </PageHeader>
      <Filters>
        <Field label={t('byId')}>
          <TextInput value={prefix} onChange={setPrefix} maxlength={32} clearable />
        </Field>
        <Field label={t('byNick')}>
          <TextInput value={nick} onChange={setNick} maxlength={100} clearable />
        </Field>
      </Filters>
      <Panel flush>
        <Answered query={accounts}>
          {({ accounts: rows, next }) => (
            <PagedTable
              label={t('title')}
              rows={rows}
              keyOf={(row) => row.userId}
              empty={
                search === '' ? (
                  <Empty title={t('none')} text={t('noneText')} />
                ) : (
                  <Empty title={t('notFound')} text={t('notFoundText')} />
                )
              }
              columns={[
                {
                  title: 'UserID',
                  tight: true,
                  cell: ({ userId }) => <Link to={`one${query({ userId })}`}>{userId}</Link>,
                },
                { title: t('nick'), cell: (row) => row.nick || '—' },
                {
                  title: t('sessions'),
                  tight: true,
                  cell: (row) => (row.sessions === 0 ? t('offline') : t('online', { n: row.sessions })),
                },
                { title: t('created'), tight: true, wide: true, cell: (row) => shown.time(row.createdAt) },
              ]}
              {...steps(next)}
            />
          )}
        </Answered>
      </Panel>
      <CreateAccount open={open === 'create'} onClose={close} where={where} />
      <ImportAccounts open={open === 'import'} onClose={close} where={where} />
    </>
  )
}
