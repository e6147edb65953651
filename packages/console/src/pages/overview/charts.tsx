import { useMemo } from 'react'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { Chart, type Line } from '../../pieces/chart.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { type Overview, type Point, RANGE_MS, type Range } from './figures.ts'
import { useRates } from './rates.ts'
import { words } from './words.ts'

type Value = (point: Point) => number | null

/** What happened over time. */
export default function Charts({ overview, range }: { readonly overview: Overview; readonly range: Range }) {
  const t = useWords(words)
  const shown = useShown()
  const rate = useRates()
  const { points, now } = overview
  const from = now - RANGE_MS[range]
  const per = (key: 'messages' | 'deliveries' | 'hooks' | 'hooksFailed') => (point: Point) => point[key] / point.seconds
  const line = (name: string, color: Line['color'], value: Value): Line => ({
    name,
    color,
    points: points.map((point) => [point.at + point.seconds * 1000, value(point)]),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines follow from the answer and the language alone
  const lines = useMemo(
    () => ({
      messages: [line(t('sent'), 'brand', per('messages')), line(t('delivered'), 'accent', per('deliveries'))],
      online: [line(t('sessions'), 'brand', (p) => p.sessions), line(t('users'), 'accent', (p) => p.users)],
      hooks: [line(t('called'), 'brand', per('hooks')), line(t('failed'), 'error', per('hooksFailed'))],
      stock: [
        line(t('accounts'), 'brand', (p) => p.accounts ?? null),
        line(t('groups'), 'accent', (p) => p.groups ?? null),
      ],
    }),
    [points, t('sent')],
  )
  const last = points.at(-1)
  const now1 = (name: string, value: string) => t('chartNow', { name, value })
  const time = { from, to: now }
  return (
    <>
      {points.length === 0 ? <p role="status">{t('nothingYet')}</p> : null}
      <div className="charts">
        <Panel title={t('messages')}>
          <Chart
            {...time}
            lines={lines.messages}
            show={rate}
            label={now1(t('messages'), rate(last === undefined ? 0 : last.messages / last.seconds))}
          />
        </Panel>
        <Panel title={t('online')}>
          <Chart
            {...time}
            lines={lines.online}
            show={shown.number}
            label={now1(t('sessions'), shown.number(last?.sessions ?? 0))}
          />
        </Panel>
        <Panel title={t('hooks')}>
          <Chart
            {...time}
            lines={lines.hooks}
            show={rate}
            label={now1(t('hooks'), rate(last === undefined ? 0 : last.hooks / last.seconds))}
          />
        </Panel>
        {range === '15m' || range === '1h' ? null : (
          <Panel title={t('stock')}>
            <Chart
              {...time}
              lines={lines.stock}
              show={shown.number}
              label={now1(t('accounts'), shown.number(overview.current.accounts))}
            />
          </Panel>
        )}
      </div>
    </>
  )
}
