import './page-header.css'
import { type ReactNode, useEffect } from 'react'

/** The title of a page, one line that says what it is for, and its main actions. Names the browser tab too. */
export function PageHeader({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text?: ReactNode
  readonly children?: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Signet`
  }, [title])
  return (
    <header className="page-header">
      <div className="page-header-words">
        <h1>{title}</h1>
        {text === undefined ? null : <p>{text}</p>}
      </div>
      {children === undefined ? null : <div className="page-header-actions">{children}</div>}
    </header>
  )
}
