import './paged-table.css'
import type { ReactNode } from 'react'
import { Button } from 'tdesign-react'
import { useWords } from '../language/words.ts'
import { words } from './words.ts'

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  readonly right?: boolean
  /** Stays on one line: ids, numbers. */
  readonly tight?: boolean
  /** Not shown on phones: what is told elsewhere or matters less. */
  readonly wide?: boolean
}

/**
 * A table with paging by a cursor or by numbers: the page holds where it is, the table only asks for the next and the previous one.
 * It scrolls inside of itself when it is wider than the screen.
 * @example
 * <PagedTable label="Accounts" rows={rows} keyOf={(row) => row.userId} empty={<Empty title="No account yet" />}
 *   columns={[{ title: 'UserID', cell: (row) => row.userId }]} onNext={more ? () => setPage(page + 1) : undefined} />
 */
export function PagedTable<Row>(props: {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string | number
  readonly empty?: ReactNode
  readonly total?: number
  readonly onPrevious?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
}) {
  const { label, rows, columns, keyOf, empty, total, onPrevious, onNext } = props
  const t = useWords(words)
  if (rows.length === 0 && onPrevious === undefined) return empty ?? <p className="table-empty">{t('nothingHere')}</p>
  const classOf = ({ right, wide, tight }: Column<Row>): string =>
    [right === true ? 'right' : '', wide === true ? 'wide' : '', tight === true ? 'tight' : '']
      .filter(Boolean)
      .join(' ')
  return (
    <div className="paged-table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="paged-table-scroll" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col" className={classOf(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map((column) => (
                  <td key={column.title} className={classOf(column)} data-title={column.title}>
                    <div>{column.cell(row)}</div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {onPrevious === undefined && onNext === undefined && total === undefined ? null : (
        <div className="paged-table-foot">
          <span>{total === undefined ? '' : t('rowsInAll', { n: total })}</span>
          {onPrevious === undefined && onNext === undefined ? null : (
            <span className="paged-table-steps">
              <Button size="small" variant="outline" disabled={onPrevious === undefined} onClick={() => onPrevious?.()}>
                {t('previous')}
              </Button>
              <Button size="small" variant="outline" disabled={onNext === undefined} onClick={() => onNext?.()}>
                {t('next')}
              </Button>
            </span>
          )}
        </div>
      )}
    </div>
  )
}
