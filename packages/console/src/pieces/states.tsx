import './states.css'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button, Loading as Spinner } from 'tdesign-react'
import type { ApiFailure } from '../api/failure.ts'
import { useWords } from '../language/words.ts'
import { sayFailure } from './failure-text.ts'
import { words } from './words.ts'

/** While something comes. It shows after a moment only, so that what is quick does not flicker. */
export function Loading() {
  const t = useWords(words)
  return (
    <div className="state" role="status" aria-label={t('loading')}>
      <Spinner delay={200} />
    </div>
  )
}

/** Nothing is here yet: what it would be, and the button that makes the first one. */
export function Empty({ title, text, children }: StateProps) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      {text === undefined ? null : <p className="state-text">{text}</p>}
      {children}
    </div>
  )
}

/** Something is wrong: what, and what to do. */
export function Problem({ title, text, children }: StateProps) {
  return (
    <div className="state" role="alert">
      <p className="state-title">{title}</p>
      {text === undefined ? null : <p className="state-text">{text}</p>}
      {children}
    </div>
  )
}

interface StateProps {
  readonly title: string
  readonly text?: string
  readonly children?: ReactNode
}

/**
 * Shows what a query came to: waiting, refused (with a button to try again), or the data.
 * @example
 * <Answered query={applications}>{({ applications }) => <List rows={applications} />}</Answered>
 */
export function Answered<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T, ApiFailure>
  readonly children: (data: T) => ReactNode
}) {
  const t = useWords(words)
  if (query.data !== undefined) return children(query.data)
  if (query.error === null) return <Loading />
  return (
    <Problem title={t('notLoaded')} text={sayFailure(query.error, t)}>
      <Button variant="outline" onClick={() => void query.refetch()}>
        {t('again')}
      </Button>
    </Problem>
  )
}
