import { call } from '../../api/client.ts'
import type { CsvRow } from './read-csv.ts'

/** How far an import has come. */
export interface ImportState {
  readonly done: number
  readonly imported: number
  readonly refused: readonly { readonly row: number; readonly userId: string; readonly reason: string }[]
}

/** What the server takes at once. */
const BATCH = 500

interface Answer {
  readonly imported: number
  readonly refused: readonly { readonly userId: string; readonly reason: string }[]
}

/**
 * Sends rows in batches, one after another; tells after each how far it is.
 * @throws ApiFailure when a whole batch was refused: what was sent before stays imported
 */
export async function importRows(
  where: string,
  rows: readonly CsvRow[],
  options: { readonly signal: AbortSignal; readonly onProgress: (state: ImportState) => void },
): Promise<ImportState> {
  let state: ImportState = { done: 0, imported: 0, refused: [] }
  for (let from = 0; from < rows.length && !options.signal.aborted; from += BATCH) {
    const batch = rows.slice(from, from + BATCH)
    const accounts = batch.map(({ row: _row, ...account }) => account)
    const answer = await call<Answer>(`${where}/import`, { method: 'POST', body: { accounts } })
    const rowOf = new Map(batch.map(({ userId, row }) => [userId, row]))
    const refused = answer.refused.map(({ userId, reason }) => ({ row: rowOf.get(userId) ?? 0, userId, reason }))
    state = {
      done: state.done + batch.length,
      imported: state.imported + answer.imported,
      refused: [...state.refused, ...refused],
    }
    options.onProgress(state)
  }
  return state
}
