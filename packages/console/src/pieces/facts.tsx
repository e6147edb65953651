import './facts.css'
import type { ReactNode } from 'react'

/**
 * What is known of one thing, name by name. A row without a value is left out.
 * @example
 * <Facts rows={[['UserID', <code>alice</code>], ['Nick', nick]]} />
 */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
