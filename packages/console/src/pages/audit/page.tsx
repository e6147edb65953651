import { useState } from 'react'
import { Button } from 'tdesign-react'
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
import { ACTIONS, isAction } from './actions.ts'
import { DateInput } from './date-input.tsx'
import { Details } from './details.tsx'
import { AREAS, type Area, type AuditEntry, dayOf, prefixOf } from './entry.ts'
import { words } from './words.ts'

const NOTHING = { who: '', area: '', sdkAppId: '', target: '', since: '', until: '' }

/** What was done at the console. */
export default function AuditLog() {
  const t = useWords(words)
  const say = useWords(ACTIONS)
  const deed = (action: string): string => (isAction(action) ? say(action) : action)
  const shown = useShown()
  const [filter, setFilter] = useState(NOTHING)
  const [open, setOpen] = useState<AuditEntry | undefined>()
  const set = (name: keyof typeof NOTHING) => (value: string) => setFilter({ ...filter, [name]: value })
  const search = useSettled(
    query({
      who: filter.who.trim(),
      action: filter.area === '' ? '' : prefixOf(filter.area as Area),
      sdkAppId: filter.sdkAppId.replaceAll(/\D/g, '').slice(0, 10),
      target: filter.target.trim(),
      from: dayOf(filter.since),
      to: dayOf(filter.until, 1),
    }),
  )
  const { after, steps } = useCursor(search)
  const log = useAnswer<{ readonly entries: readonly AuditEntry[]; readonly next?: string }>(
    `audit${search === '' ? '?' : `${search}&`}${query({ before: after, limit: 50 }).slice(1)}`,
  )
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Filters>
        <Field label={t('who')}>
          <TextInput value={filter.who} onChange={set('who')} maxlength={64} clearable />
        </Field>
        <Field label={t('area')}>
          <PlainSelect
            value={filter.area}
            onChange={set('area')}
            options={[
              { value: '', text: t('everything') },
              ...AREAS.map((value) => ({ value: value as string, text: t(value) })),
            ]}
          />
        </Field>
        <Field label={t('application')}>
          <TextInput value={filter.sdkAppId} onChange={set('sdkAppId')} maxlength={10} clearable />
        </Field>
        <Field label={t('target')}>
          <TextInput value={filter.target} onChange={set('target')} maxlength={128} clearable />
        </Field>
        <Field label={t('since')}>
          <DateInput value={filter.since} onChange={set('since')} />
        </Field>
        <Field label={t('until')}>
          <DateInput value={filter.until} onChange={set('until')} />
        </Field>
      </Filters>
      <Panel flush>
        <Answered query={log}>
          {({ entries, next }) => (
            <PagedTable
              label={t('title')}
              rows={entries}
              keyOf={(row) => row.id}
              empty={<Empty title={t(search === '' ? 'none' : 'notFound')} />}
              columns={[
                { title: t('when'), tight: true, cell: (row) => shown.time(row.at) },
                { title: t('who'), tight: true, cell: (row) => row.who || t('nobody') },
                { title: t('action'), tight: true, cell: (row) => deed(row.action) },
                { title: t('on'), wide: true, cell: targetOf },
                {
                  title: t('outcome'),
                  tight: true,
                  cell: ({ outcome }) =>
                    outcome === 'done' || outcome === 'begun' ? t(outcome) : t('refused', { error: outcome }),
                },
                {
                  title: t('details'),
                  tight: true,
                  cell: (row) => (
                    <span className="row-actions">
                      <Button
                        size="small"
                        variant="text"
                        aria-label={`${t('more')}: ${deed(row.action)}, ${shown.time(row.at)}`}
                        onClick={() => setOpen(row)}
                      >
                        {t('more')}
                      </Button>
                    </span>
                  ),
                },
              ]}
              {...steps(next)}
            />
          )}
        </Answered>
      </Panel>
      {open === undefined ? null : <Details entry={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

const targetOf = ({ sdkAppId, target }: AuditEntry): string =>
  [sdkAppId === undefined ? '' : String(sdkAppId), target?.id ?? ''].filter((part) => part !== '').join(' · ')
