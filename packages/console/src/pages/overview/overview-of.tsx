import './overview.css'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useWords } from '../../language/words.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Answered, Loading } from '../../pieces/states.tsx'
import { Cards } from './cards.tsx'
import { RANGES, type Range, useOverview } from './figures.ts'
import { words } from './words.ts'

const Charts = lazy(() => import('./charts.tsx'))

/** Figures of an application, or of the server. */
export function OverviewOf({
  where,
  ofServer,
  children,
}: {
  readonly where: string
  readonly ofServer: boolean
  readonly children?: ReactNode
}) {
  const t = useWords(words)
  const [range, setRange] = useState<Range>('1h')
  const overview = useOverview(where, range)
  return (
    <>
      <PageHeader title={t(ofServer ? 'serverTitle' : 'title')} text={t(ofServer ? 'serverText' : 'text')}>
        <fieldset className="ranges" aria-label={t('range')}>
          {RANGES.map((one) => (
            <button key={one} type="button" aria-pressed={one === range} onClick={() => setRange(one)}>
              {t(one)}
            </button>
          ))}
        </fieldset>
      </PageHeader>
      <Answered query={overview}>
        {(answer) => (
          <>
            <Cards overview={answer} ofServer={ofServer} />
            <Suspense fallback={<Loading />}>
              <Charts overview={answer} range={range} />
            </Suspense>
            {children}
          </>
        )}
      </Answered>
    </>
  )
}
