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
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { query } from '../../pieces/query.ts'
import { Answered, Empty } from '../../pieces/states.tsx'
import { useCursor } from '../../pieces/use-cursor.ts'
import { useSettled } from '../../pieces/use-settled.ts'
import { CreateGroup } from './create-group.tsx'
import { type GroupLine, useGroupTypes } from './types.ts'
import { words } from './words.ts'

/** The groups of an application: search and create. Live counts are asked for every few seconds. */
export default function Groups() {
  const t = useWords(words)
  const shown = useShown()
  const types = useGroupTypes()
  const may = useMay('operator')
  const [prefix, setPrefix] = useState('')
  const [name, setName] = useState('')
  const [type, setType] = useState('')
  const [open, setOpen] = useState(false)
  const search = useSettled(query({ prefix: prefix.trim(), name: name.trim(), type }))
  const { after, steps } = useCursor(search)
  const where = `applications/${useSdkAppId()}/groups`
  const groups = useAnswer<{ readonly groups: readonly GroupLine[]; readonly next?: string }>(
    `${where}${search === '' ? '?' : `${search}&`}${query({ after, limit: 20 }).slice(1)}`,
    { everyMs: 5000 },
  )
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        {may ? <Button onClick={() => setOpen(true)}>{t('create')}</Button> : null}
      </PageHeader>
      <Filters>
        <Field label={t('byId')}>
          <TextInput value={prefix} onChange={setPrefix} maxlength={48} clearable />
        </Field>
        <Field label={t('byName')}>
          <TextInput value={name} onChange={setName} maxlength={100} clearable />
        </Field>
        <Field label={t('type')}>
          <PlainSelect value={type} onChange={setType} options={[{ value: '', text: t('all') }, ...types.options]} />
        </Field>
      </Filters>
      <Panel flush>
        <Answered query={groups}>
          {({ groups: rows, next }) => (
            <PagedTable
              label={t('title')}
              rows={rows}
              keyOf={(row) => row.groupId}
              empty={
                search === '' ? (
                  <Empty title={t('none')} text={t('noneText')} />
                ) : (
                  <Empty title={t('notFound')} text={t('notFoundText')} />
                )
              }
              columns={[
                {
                  title: t('groupId'),
                  tight: true,
                  cell: ({ groupId }) => <Link to={`one${query({ groupId })}`}>{groupId}</Link>,
                },
                { title: t('name'), cell: (row) => row.name },
                { title: t('type'), tight: true, cell: (row) => types.say(row.type) },
                { title: t('owner'), wide: true, cell: (row) => row.owner || '—' },
                {
                  title: t('members'),
                  right: true,
                  tight: true,
                  cell: (row) =>
                    row.online === undefined
                      ? shown.number(row.memberCount)
                      : t('watching', { n: shown.number(row.online) }),
                },
                { title: t('created'), tight: true, wide: true, cell: (row) => shown.time(row.createdAt) },
              ]}
              {...steps(next)}
            />
          )}
        </Answered>
      </Panel>
      {open ? <CreateGroup onClose={() => setOpen(false)} where={where} /> : null}
    </>
  )
}
