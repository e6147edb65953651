import { useState } from 'react'
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
import { AddWords } from './add-words.tsx'
import { RemoveWord } from './remove-word.tsx'
import { TryText } from './try-text.tsx'
import { words } from './words.ts'

export interface WordLine {
  readonly keyword: string
  readonly isPattern: boolean
  readonly library: string
  readonly action: 'replace' | 'block' | 'report'
  readonly replaced: string
  readonly hits: number
  /** ms */
  readonly lastHitAt?: number
}

const PAGE = 50

/** Words that messages must not have. */
export default function SensitiveWords() {
  const t = useWords(words)
  const shown = useShown()
  const may = useMay('operator')
  const [contains, setContains] = useState('')
  const [action, setAction] = useState('')
  const [open, setOpen] = useState<WordLine | 'add' | undefined>()
  const where = `applications/${useSdkAppId()}/words`
  const search = useSettled(query({ contains: contains.trim(), action }))
  const { after, steps } = useCursor(search)
  const from = Number(after)
  const list = useAnswer<{ readonly total: number; readonly all: number; readonly words: readonly WordLine[] }>(
    `${where}${search === '' ? '?' : `${search}&`}${query({ from, limit: PAGE }).slice(1)}`,
    { everyMs: 10_000 },
  )
  const close = () => setOpen(undefined)
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        {may ? <Button onClick={() => setOpen('add')}>{t('add')}</Button> : null}
      </PageHeader>
      <Filters>
        <Field label={t('contains')}>
          <TextInput value={contains} onChange={setContains} maxlength={200} clearable />
        </Field>
        <Field label={t('action')}>
          <PlainSelect
            value={action}
            onChange={setAction}
            options={[
              { value: '', text: t('all') },
              ...(['replace', 'block', 'report'] as const).map((value) => ({ value: value as string, text: t(value) })),
            ]}
          />
        </Field>
      </Filters>
      <Panel flush>
        <Answered query={list}>
          {({ words: rows, total, all }) => (
            <PagedTable
              label={t('title')}
              rows={rows}
              total={total}
              keyOf={(row) => `${row.library} ${row.isPattern} ${row.keyword}`}
              empty={all === 0 ? <Empty title={t('none')} text={t('noneText')} /> : <Empty title={t('notFound')} />}
              columns={[
                {
                  title: t('word'),
                  cell: (row) => (row.isPattern ? <code>{row.keyword}</code> : row.keyword),
                },
                { title: t('kind'), tight: true, wide: true, cell: (row) => t(row.isPattern ? 'pattern' : 'plain') },
                {
                  title: t('action'),
                  cell: (row) => (row.action === 'replace' ? `${t('replace')} → ${row.replaced}` : t(row.action)),
                },
                { title: t('hits'), right: true, tight: true, cell: (row) => shown.number(row.hits) },
                {
                  title: t('last'),
                  tight: true,
                  wide: true,
                  cell: (row) => (row.lastHitAt === undefined ? '—' : shown.ago(row.lastHitAt)),
                },
                ...(may
                  ? [
                      {
                        title: t('actions'),
                        cell: (row: WordLine) => (
                          <span className="row-actions">
                            <Button
                              size="small"
                              variant="text"
                              aria-label={`${t('remove')}: ${row.keyword}`}
                              onClick={() => setOpen(row)}
                            >
                              {t('remove')}
                            </Button>
                          </span>
                        ),
                      },
                    ]
                  : []),
              ]}
              {...steps(from + rows.length < total ? String(from + PAGE) : undefined)}
            />
          )}
        </Answered>
      </Panel>
      <TryText where={where} />
      {open === 'add' ? <AddWords where={where} onClose={close} /> : null}
      {open === undefined || open === 'add' ? null : <RemoveWord word={open} where={where} onClose={close} />}
    </>
  )
}
