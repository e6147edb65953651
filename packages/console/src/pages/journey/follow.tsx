import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput } from '../../pieces/field.tsx'
import { Filters } from '../../pieces/filters.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { type MessageName, nameOf, type Trace, useTraces } from './journey.ts'
import { words } from './words.ts'

const MINUTES = ['5', '15', '60'] as const

/** Has messages written down for a while, and lists them. */
export function Follow({ where, onOpen }: { readonly where: string; readonly onOpen: (name: MessageName) => void }) {
  const t = useWords(words)
  const shown = useShown()
  const [users, setUsers] = useState('')
  const [minutes, setMinutes] = useState<string>('15')
  const traces = useTraces(where)
  const watch = useChange<number>(
    (forMinutes) => [
      `${where}/message-traces/watch`,
      { method: 'POST', body: { userIds: users.split(/[\s,]+/).filter(Boolean), minutes: forMinutes } },
    ],
    `${where}/message-traces`,
  )
  const outcome = ({ steps }: Trace): string => {
    const last = steps.find(({ kind }) => kind === 'failed') ?? steps.find(({ kind }) => kind === 'stored')
    if (last?.kind === 'failed') return t('failed', { error: last.error, code: last.code })
    return last?.kind === 'stored' ? t(last.duplicate ? 'duplicate' : 'stored', { seq: last.seq }) : '…'
  }
  return (
    <Panel flush title={t('follow')} text={t('followText')}>
      <Answered query={traces}>
        {({ watch: on, traces: rows }) => (
          <>
            <div className="follow-form">
              <p role="status">{on === undefined ? t('isOff') : t('isOn', { time: shown.time(on.until) })}</p>
              {on === undefined ? (
                <>
                  <Filters>
                    <Field label={t('users')} help={t('usersHelp')}>
                      <TextInput value={users} onChange={setUsers} maxlength={660} />
                    </Field>
                    <Field label={t('minutes')}>
                      <PlainSelect
                        value={minutes}
                        onChange={setMinutes}
                        options={MINUTES.map((n) => ({ value: n as string, text: t('min', { n }) }))}
                      />
                    </Field>
                  </Filters>
                  <Button loading={watch.isPending} onClick={() => watch.mutate(Number(minutes))}>
                    {t('start')}
                  </Button>
                </>
              ) : (
                <Button variant="outline" loading={watch.isPending} onClick={() => watch.mutate(0)}>
                  {t('stop')}
                </Button>
              )}
              <FailureNote error={watch.error} />
            </div>
            <PagedTable
              label={t('follow')}
              rows={rows.slice(0, 20)}
              keyOf={({ no }) => no}
              empty={<Empty title={t('noTraces')} text={t('noTracesText')} />}
              columns={[
                { title: t('time'), tight: true, cell: (trace) => shown.time(trace.at) },
                { title: t('from'), cell: (trace) => trace.from },
                { title: t('to'), cell: (trace) => trace.to },
                { title: t('outcome'), cell: outcome },
                {
                  title: t('actions'),
                  cell: (trace) => {
                    const name = nameOf(trace)
                    if (name === undefined) return null
                    return (
                      <Button size="small" variant="text" onClick={() => onOpen(name)}>
                        {t('open')}
                      </Button>
                    )
                  },
                },
              ]}
            />
          </>
        )}
      </Answered>
    </Panel>
  )
}
