import './panel.css'
import { type ReactNode, useId } from 'react'

/** A block of a page, with a heading and actions of its own. `flush` is for tables that reach its edges. */
export function Panel({
  title,
  text,
  actions,
  flush = false,
  children,
}: {
  readonly title?: ReactNode
  readonly text?: ReactNode
  readonly actions?: ReactNode
  readonly flush?: boolean
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section className={flush ? 'panel panel-flush' : 'panel'} aria-labelledby={title === undefined ? undefined : id}>
      {title === undefined ? null : (
        <div className="panel-head">
          <div className="panel-words">
            <h2 id={id}>{title}</h2>
            {text === undefined ? null : <p>{text}</p>}
          </div>
          {actions === undefined ? null : <div className="panel-actions">{actions}</div>}
        </div>
      )}
      <div className="panel-body">{children}</div>
    </section>
  )
}
