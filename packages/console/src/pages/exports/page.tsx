import { Alert } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useAnswer } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import './exports.css'
import { words } from './words.ts'

interface Job {
  readonly state: 'running' | 'done' | 'failed'
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
  const command = 'signet app import <file>'
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Answered query={exports}>
        {({ possible, job }) =>
          possible ? (
            <>
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
              <Panel
                title={t('import')}
                text={t('importText')}
                actions={<CopyButton text={command} label={t('import')} />}
              >
                <code>{command}</code>
              </Panel>
            </>
          ) : (
            <Panel>
              <Empty title={t('impossible')} text={t('impossibleText')} />
            </Panel>
          )
        }
      </Answered>
    </>
  )
}

function Progress({ job }: { readonly job: Job }) {
  const t = useWords(words)
  const shown = useShown()
  const gaps = { rows: shown.number(job.rows), records: shown.number(job.records) }
  const theme = { running: 'info', done: 'success', failed: 'error' } as const
  return (
    <Panel title={t('progress')} text={t('by', { name: job.by, ago: shown.ago(job.startedAt) })}>
      <div role="status">
        <Alert theme={theme[job.state]} message={t(job.state, gaps)} />
      </div>
    </Panel>
  )
}
