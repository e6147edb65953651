import Papa from 'papaparse'

/** A row of the file, and which one, counted from 1 as a spreadsheet does. */
export interface CsvRow {
  readonly row: number
  readonly userId: string
  readonly nick?: string
  readonly faceUrl?: string
}

export interface ReadCsv {
  readonly rows: readonly CsvRow[]
  /** Those that are not worth asking the server about. */
  readonly refused: readonly { readonly row: number; readonly userId: string; readonly why: 'noUserId' | 'twice' }[]
}

const NAMES: Readonly<Record<string, 'userId' | 'nick' | 'faceUrl'>> = {
  userid: 'userId',
  user_id: 'userId',
  nick: 'nick',
  nickname: 'nick',
  faceurl: 'faceUrl',
  avatar: 'faceUrl',
  avatarurl: 'faceUrl',
}
const ORDER = ['userId', 'nick', 'faceUrl'] as const

/**
 * Reads UserID, nick and avatar URL from CSV, by the names of the first row when it has them, else in this order.
 * @example
 * readCsv('alice,Alice\nbob,Bob').rows // [{ row: 1, userId: 'alice', nick: 'Alice' }, …]
 */
export function readCsv(text: string): ReadCsv {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' })
  const header = (data[0] ?? []).map((name) => NAMES[name.trim().toLowerCase().replaceAll(/[\s-]/g, '')])
  const isNamed = header.includes('userId')
  const columns = isNamed ? header : ORDER
  const rows: CsvRow[] = []
  const refused: ReadCsv['refused'][number][] = []
  const seen = new Set<string>()
  for (const [index, cells] of data.entries()) {
    if (index === 0 && isNamed) continue
    const fields: Partial<Record<(typeof ORDER)[number], string>> = {}
    for (const [i, name] of columns.entries()) {
      const cell = cells[i]?.trim() ?? ''
      if (name !== undefined && cell !== '') fields[name] = cell
    }
    const { userId = '', ...rest } = fields
    const row = index + 1
    if (userId === '') refused.push({ row, userId, why: 'noUserId' })
    else if (seen.has(userId)) refused.push({ row, userId, why: 'twice' })
    else rows.push({ row, userId, ...rest })
    seen.add(userId)
  }
  return { rows, refused }
}

/** A report that spreadsheets open as text: no cell is taken for a formula. */
export const writeCsv = (rows: readonly Readonly<Record<string, string | number>>[]): string =>
  `\ufeff${Papa.unparse([...rows], { escapeFormulae: true })}\r\n`
