import { fail } from '../../engine/failure.ts'
import { APPLICATION_TABLES, TIMELINE_COLUMN } from '../../engine/storage/application-tables.ts'
import { MIGRATIONS } from '../../engine/storage/migrations.ts'
import type { Archive } from '../../engine/timeline/archive.ts'
import { EXPORT_VERSION, type ExportLine, type Progress } from './format.ts'
import type { Row, TableName, TransferStore } from './store.ts'

export interface ExportParts {
  readonly store: TransferStore
  readonly archive: Archive | undefined
  /** ms */
  now(): number
}

/** What its conversations' logs begin with. */
export const logPrefix = (sdkAppId: number): string => `${sdkAppId}\x1f`

/**
 * Everything of an application that another server can go on with, a line at a time, while the server goes on working. The messages are
 * those of one moment; rows are read after it, so that whatever a message needs is there.
 * @throws Failure APP_NOT_FOUND, BAD_PARAMETER where messages are kept in memory only
 */
export async function* exportApplication(
  { store, archive, now }: ExportParts,
  sdkAppId: number,
  onProgress: (progress: Progress) => void = () => {},
): AsyncGenerator<ExportLine> {
  if (archive === undefined) {
    throw fail('BAD_PARAMETER', 'This server keeps messages in memory only: there is nothing to export them from.')
  }
  const [app] = await all(store.rows('app', sdkAppId))
  if (app === undefined) throw fail('APP_NOT_FOUND')
  const schema = MIGRATIONS.at(-1)!.version
  const about = { schema, sdkAppId, name: String(app['name']), exportedAt: now() }
  yield { signet: 'application-export', version: EXPORT_VERSION, ...about }
  const messages = archive.records(logPrefix(sdkAppId))
  // The first one is asked for now: from here on it stands still.
  let next = await messages.next()
  let [rows, records] = [0, 0]
  try {
    for (const table of Object.keys(APPLICATION_TABLES) as TableName[]) {
      for await (const { sdk_app_id: _app, ...row } of store.rows(table, sdkAppId)) {
        // A secret is sealed with a key of this server: nobody else can read it.
        if (table === 'app_key' && row['kind'] === 'secret') continue
        yield { table, row: unprefixed(row, sdkAppId) }
        if (++rows % 500 === 0) onProgress({ rows, records })
      }
    }
    for (; next.done !== true; next = await messages.next()) {
      yield next.value
      if (++records % 500 === 0) onProgress({ rows, records })
    }
  } finally {
    await messages.return(undefined)
  }
  onProgress({ rows, records })
  yield { end: { rows, records } }
}

function unprefixed(row: Row, sdkAppId: number): Row {
  const timeline = row[TIMELINE_COLUMN]
  return typeof timeline === 'string' ? { ...row, timeline: timeline.slice(logPrefix(sdkAppId).length) } : row
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
