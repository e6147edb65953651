import { Alert, Button } from 'tdesign-react'
import { useMay } from '../../api/session.ts'
import { useAnswer, useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { words } from './words.ts'

interface Spread {
  readonly median: number
  readonly p99: number
  readonly max: number
}

interface Measured {
  readonly sent: number
  readonly received: number
  readonly duplicates: number
  readonly gaps: number
  readonly outOfOrder: number
  readonly delivery?: Spread
  readonly ack?: Spread
}

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly of: number; readonly sent: number; readonly received: number }
  | { readonly kind: 'done'; readonly startedAt: number; readonly result: Measured }
  | { readonly kind: 'failed'; readonly startedAt: number; readonly why: string }

/** Whether messages get through, tried on the server itself. */
export function SelfTest({ where }: { readonly where: string }) {
  const t = useWords(words)
  const may = useMay('developer')
  const path = `${where}/self-test`
  const known = useAnswer<State>(path)
  const isRunning = known.data?.kind === 'running'
  useAnswer<State>(path, { everyMs: 400, when: isRunning })
  const start = useChange(() => [path, { method: 'POST', body: {} }], path)
  return (
    <Panel
      title={t('selfTest')}
      text={t('selfTestText')}
      actions={
        may ? (
          <Button variant="outline" loading={start.isPending || isRunning} onClick={() => start.mutate(undefined)}>
            {t('selfTestRun')}
          </Button>
        ) : undefined
      }
    >
      <div role="status">{known.data === undefined ? null : <Outcome state={known.data} />}</div>
      <FailureNote error={start.error} />
    </Panel>
  )
}

function Outcome({ state }: { readonly state: State }) {
  const t = useWords(words)
  const shown = useShown()
  switch (state.kind) {
    case 'none':
      return <p className="self-test-note">{t('selfTestNone')}</p>
    case 'running':
      return (
        <>
          <progress className="self-test-progress" max={state.of} value={state.received} aria-label={t('selfTest')} />
          <p className="self-test-note">
            {t('selfTestRunning', { sent: state.sent, received: state.received, of: state.of })}
          </p>
        </>
      )
    case 'failed':
      return <Alert theme="error" message={t('selfTestFailed', { why: state.why })} />
    case 'done': {
      const { sent, received, duplicates, gaps, outOfOrder, delivery, ack } = state.result
      const isFine = received === sent && duplicates === 0 && gaps === 0 && outOfOrder === 0
      const ms = (value: number): string => value.toLocaleString(undefined, { maximumFractionDigits: 1 })
      return (
        <>
          <Alert
            theme={isFine ? 'success' : 'error'}
            message={t(isFine ? 'selfTestFine' : 'selfTestBad', { sent, received, duplicates, gaps, outOfOrder })}
          />
          {delivery === undefined ? null : (
            <p>
              {t('selfTestDelivery', { median: ms(delivery.median), p99: ms(delivery.p99), max: ms(delivery.max) })}
            </p>
          )}
          {ack === undefined ? null : (
            <p>{t('selfTestAck', { median: ms(ack.median), p99: ms(ack.p99), max: ms(ack.max) })}</p>
          )}
          <p className="self-test-note">{shown.ago(state.startedAt)}</p>
        </>
      )
    }
  }
}
