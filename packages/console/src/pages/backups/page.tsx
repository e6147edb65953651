import { Button } from 'tdesign-react'
import { useAnswer, useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { OnDisk } from '../../pieces/on-disk.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { ShellCommand } from '../../pieces/shell-command.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { WorkNote, type WorkState } from '../../pieces/work-note.tsx'
import { words } from './words.ts'

interface Work {
  readonly what: 'create' | 'verify'
  readonly name: string
  readonly state: WorkState
  readonly step?: 'messages' | 'database' | 'files' | 'hashes'
  readonly count: number
  readonly why?: string
}

interface Answer {
  readonly possible: boolean
  readonly folder: string
  readonly backups: readonly {
    readonly name: string
    readonly createdAt: number
    readonly records: number
    readonly bytes: number
  }[]
  readonly work?: Work
}

/** Copies of the data folder, made while the server works. */
export default function Backups() {
  const t = useWords(words)
  const shown = useShown()
  const backups = useAnswer<Answer>('backups', { everyMs: 1500 })
  const create = useChange(() => ['backups', { method: 'POST', body: {} }], 'backups')
  const verify = useChange<string>((name) => ['backups/verify', { method: 'POST', body: { name } }], 'backups')
  const isBusy = backups.data?.work?.state === 'running'
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        {backups.data?.possible === true ? (
          <Button loading={create.isPending || isBusy} onClick={() => create.mutate(undefined)}>
            {t('create')}
          </Button>
        ) : null}
      </PageHeader>
      <Answered query={backups}>
        {({ possible, folder, backups: rows, work }) => (
          <OnDisk possible={possible}>
            {work === undefined ? null : <Told work={work} />}
            <FailureNote error={create.error ?? verify.error} />
            <Panel flush title={t('title')} text={t('where', { folder })}>
              <PagedTable
                label={t('title')}
                rows={rows}
                keyOf={({ name }) => name}
                empty={<Empty title={t('none')} text={t('noneText')} />}
                columns={[
                  { title: t('name'), tight: true, cell: ({ name }) => <code>{name}</code> },
                  { title: t('time'), cell: ({ createdAt }) => shown.time(createdAt) },
                  { title: t('records'), right: true, wide: true, cell: ({ records }) => shown.number(records) },
                  { title: t('size'), right: true, tight: true, cell: ({ bytes }) => shown.bytes(bytes) },
                  {
                    title: t('actions'),
                    cell: ({ name }) => (
                      <Button size="small" variant="text" disabled={isBusy} onClick={() => verify.mutate(name)}>
                        {t('verify')}
                      </Button>
                    ),
                  },
                ]}
              />
            </Panel>
            <ShellCommand
              title={t('restore')}
              text={t('restoreText')}
              command="signet backup restore <backup> --to <folder>"
            />
          </OnDisk>
        )}
      </Answered>
    </>
  )
}

function Told({ work }: { readonly work: Work }) {
  const t = useWords(words)
  const { what, name, state, step, why = '' } = work
  const gaps = { name, count: work.count, why }
  const text = {
    running: what === 'verify' ? t('verifying', gaps) : t(step ?? 'creating', gaps),
    done: t(what === 'verify' ? 'verified' : 'created', gaps),
    failed: t('failed', gaps),
  }[state]
  return <WorkNote state={state} text={text} />
}
