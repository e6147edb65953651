import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { BodyAndAnswer } from './body-and-answer.tsx'
import { type CallLine, useCalls } from './callbacks.ts'
import { words } from './words.ts'

const PAGE = 10

/** Calls of URLs as they happen. */
export function Calls({ where }: { readonly where: string }) {
  const t = useWords(words)
  const shown = useShown()
  const [failedOnly, setFailedOnly] = useState(false)
  const [isPaused, setPaused] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const [page, setPage] = useState(0)
  const calls = useCalls(where, failedOnly, isPaused)
  const read = useChange<number, CallLine & { readonly body: string; readonly answer: string }>((no) => [
    `${where}/webhook-calls/read`,
    { method: 'POST', body: { no } },
  ])
  const isBad = ({ outcome }: CallLine): boolean => outcome === 'failed' || outcome === 'skipped'
  return (
    <Panel
      flush
      title={t('live')}
      text={t('liveText')}
      actions={
        <>
          <label className="call-check">
            <input type="checkbox" checked={failedOnly} onChange={() => setFailedOnly(!failedOnly)} />
            {t('failedOnly')}
          </label>
          <Button size="small" variant="outline" onClick={() => setPaused(!isPaused)}>
            {t(isPaused ? 'resume' : 'pause')}
          </Button>
        </>
      }
    >
      <Answered query={calls}>
        {(answer) => (
          <PagedTable
            label={t('live')}
            rows={answer.calls.slice(page * PAGE, (page + 1) * PAGE)}
            onPrevious={page === 0 ? undefined : () => setPage(page - 1)}
            onNext={answer.calls.length > (page + 1) * PAGE ? () => setPage(page + 1) : undefined}
            keyOf={({ no }) => no}
            empty={<Empty title={t('noCalls')} text={t('noCallsText')} />}
            columns={[
              { title: t('time'), tight: true, cell: (call) => shown.time(call.at) },
              { title: t('callback'), cell: (call) => <code>{call.command}</code> },
              {
                title: t('outcome'),
                cell: (call) => (
                  <span className={isBad(call) ? 'outcome-bad' : ''}>
                    {t(call.outcome)}
                    {call.detail === '' ? '' : `: ${call.detail}`}
                  </span>
                ),
              },
              {
                title: t('took'),
                right: true,
                tight: true,
                wide: true,
                cell: (call) => t('ms', { n: Math.max(1, Math.round(call.took)) }),
              },
              { title: t('attempt'), right: true, wide: true, cell: (call) => call.attempt },
              {
                title: t('actions'),
                cell: (call) => (
                  <div className="row-actions">
                    <Button
                      size="small"
                      variant="text"
                      onClick={() => {
                        read.mutate(call.no)
                        setOpen(true)
                      }}
                    >
                      {t('open')}
                    </Button>
                  </div>
                ),
              },
            ]}
          />
        )}
      </Answered>
      <Modal title={read.data?.command ?? t('callback')} open={isOpen} width={640} onClose={() => setOpen(false)}>
        {read.data === undefined ? null : <BodyAndAnswer body={read.data.body} answer={read.data.answer} />}
        <FailureNote error={read.error} />
      </Modal>
    </Panel>
  )
}
