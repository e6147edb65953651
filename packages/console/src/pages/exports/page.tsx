import './exports.css'
import { Alert } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useAnswer } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { OnDisk } from '../../pieces/on-disk.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { ShellCommand } from '../../pieces/shell-command.tsx'
import { Answered } from '../../pieces/states.tsx'
import { WorkNote, type WorkState } from '../../pieces/work-note.tsx'
import { words } from './words.ts'

interface Job {
  readonly state: WorkState
  readonly rows: number
  readonly records: number
  readonly startedAt: number
  readonly by: string
}

/** The whole application as a file. */
export default function Exports() {
  const t = useWords(words)
  const sdkAppId = useSdkAppId()
  const where = `applications/${sdkAppId}`
  const exports = useAnswer<{ readonly possible: boolean; readonly job?: Job }>(`${where}/exports`, { everyMs: 1500 })
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Answered query={exports}>
        {({ possible, job }) => (
          <OnDisk possible={possible}>
            <Panel title={t('what')}>
              <p>{t('has')}</p>
              <p>{t('hasNot')}</p>
              <Alert theme="warning" message={t('warning')} />
              <p>
                <a className="download-link" href={`/console/api/${where}/export`} download>
                  {t('download')}
                </a>
              </p>
              <p className="export-note">{t('again')}</p>
            </Panel>
            {job === undefined ? null : <Progress job={job} />}
            <ShellCommand title={t('import')} text={t('importText')} command="signet app import <file>" />
          </OnDisk>
        )}
      </Answered>
    </>
  )
}

function Progress({ job }: { readonly job: Job }) {
  const t = useWords(words)
  const shown = useShown()
  const gaps = { rows: shown.number(job.rows), records: shown.number(job.records) }
  return (
    <Panel title={t('progress')} text={t('by', { name: job.by, ago: shown.ago(job.startedAt) })}>
      <WorkNote state={job.state} text={t(job.state, gaps)} />
    </Panel>
  )
}
