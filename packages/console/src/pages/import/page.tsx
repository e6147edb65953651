import './import.css'
import { useState } from 'react'
import { Link } from 'react-router'
import { Alert, Button } from 'tdesign-react'
import { useAnswer } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextInput, useFieldInput } from '../../pieces/field.tsx'
import { OnDisk } from '../../pieces/on-disk.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered } from '../../pieces/states.tsx'
import { WorkNote } from '../../pieces/work-note.tsx'
import type { Arrival } from './arrival.ts'
import { useSending } from './use-sending.ts'
import { words } from './words.ts'

/** Takes an application in that another server exported. */
export default function Import() {
  const t = useWords(words)
  const imports = useAnswer<{ readonly possible: boolean; readonly job?: Arrival }>('imports', { everyMs: 1500 })
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Answered query={imports}>
        {({ possible, job }) => (
          <OnDisk possible={possible}>
            <Form isBusy={job?.state === 'running'} />
            {job === undefined ? null : <Progress job={job} />}
          </OnDisk>
        )}
      </Answered>
    </>
  )
}

function Form({ isBusy }: { readonly isBusy: boolean }) {
  const t = useWords(words)
  const shown = useShown()
  const [file, setFile] = useState<File | undefined>()
  const [as, setAs] = useState('')
  const sending = useSending()
  const isWrong = as !== '' && !(/^[1-9]\d{0,9}$/.test(as) && Number(as) <= 4_294_967_295)
  return (
    <Panel title={t('choose')}>
      <form
        className="import-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (file !== undefined && !isWrong) sending.begin(file, as)
        }}
      >
        <Alert theme="warning" message={t('trust')} />
        <Field label={t('file')} help={t('fileHelp')}>
          <FileInput disabled={sending.isOn} onChoose={setFile} />
        </Field>
        <Field label={t('as')} help={t('asHelp')} problem={isWrong ? t('asWrong') : undefined}>
          <TextInput value={as} onChange={setAs} maxlength={10} disabled={sending.isOn} />
        </Field>
        {sending.isOn && file !== undefined ? (
          <>
            <progress aria-label={t('file')} max={file.size} value={sending.sent} />
            <p className="import-sent">{t('sent', { sent: shown.bytes(sending.sent), all: shown.bytes(file.size) })}</p>
            <Button variant="outline" onClick={sending.stop}>
              {t('stop')}
            </Button>
          </>
        ) : (
          <Button type="submit" disabled={file === undefined || isWrong || isBusy}>
            {t('send')}
          </Button>
        )}
      </form>
      <FailureNote error={sending.error} />
    </Panel>
  )
}

/** What the server says of it: whoever started it, and also after the page was left. */
function Progress({ job }: { readonly job: Arrival }) {
  const t = useWords(words)
  const shown = useShown()
  const { state, name = '', sdkAppId, why = '' } = job
  const gaps = { name, id: sdkAppId ?? '', rows: shown.number(job.rows), records: shown.number(job.records), why }
  const running = sdkAppId === undefined ? 'beginning' : 'arriving'
  return (
    <Panel title={t('progress')} text={t('by', { name: job.by, ago: shown.ago(job.startedAt) })}>
      <WorkNote state={state} text={t(({ running, done: 'arrived', failed: 'broken' } as const)[state], gaps)} />
      {state === 'done' && sdkAppId !== undefined ? (
        <>
          <p>{t('next')}</p>
          <p>
            <Link to={`/apps/${sdkAppId}/keys`}>{t('open')}</Link>
          </p>
        </>
      ) : null}
    </Panel>
  )
}

function FileInput(props: { readonly disabled: boolean; readonly onChoose: (file: File | undefined) => void }) {
  const own = useFieldInput()
  return (
    <input
      {...own}
      type="file"
      accept=".gz,application/gzip"
      disabled={props.disabled}
      onChange={({ target }) => props.onChoose(target.files?.[0])}
    />
  )
}
