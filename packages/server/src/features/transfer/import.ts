import { isSdkAppId } from '@signet/protocol/ids'
import { fail } from '../../engine/failure.ts'
import { APPLICATION_TABLES, TIMELINE_COLUMN } from '../../engine/storage/application-tables.ts'
import { ConstraintViolation, isUniqueViolation } from '../../engine/storage/errors.ts'
import { MIGRATIONS } from '../../engine/storage/migrations.ts'
import type { ArchiveRecord } from '../../engine/timeline/archive.ts'
import { nameProblem, settingsProblem } from '../accounts/rules.ts'
import { type ExportParts, logPrefix } from './export.ts'
import { EXPORT_VERSION, type ExportHeader, type ExportLine, type ExportRow, type Progress } from './format.ts'
import type { Row, TableName } from './store.ts'

export interface Imported extends Progress {
  readonly sdkAppId: number
  readonly name: string
}

export interface ImportOptions {
  /** Another SDKAppID than that of the export. */
  readonly as?: number
  /** Called before anything is written. @throws to refuse it */
  readonly onBegin?: (application: { readonly sdkAppId: number; readonly name: string }) => void
  readonly onProgress?: (progress: Progress) => void
}

/** While it comes in, an application is out of service since this moment, ms: no other one is. */
export const ARRIVING = 1
/** Rows of one commit. */
const TOGETHER = 200
const COLUMN = /^[a-z][a-z_]{0,62}$/

/**
 * Takes an export in as a new application. It is out of service until everything is there; what fails on the way is taken back.
 * @throws Failure BAD_PARAMETER, with what is wrong: not an export, cut off, of a newer program, an SDKAppID or accounts that are here already
 */
export async function importApplication(
  parts: Pick<ExportParts, 'store' | 'archive'> & {
    /** Takes messages away again while others go on writing. */
    readonly forget?: (prefix: string) => Promise<unknown>
  },
  lines: AsyncIterable<ExportLine>,
  { as, onBegin = () => {}, onProgress = () => {} }: ImportOptions = {},
): Promise<Imported> {
  const { store, archive, forget } = parts
  if (archive === undefined)
    throw fail('BAD_PARAMETER', 'This server keeps messages in memory only: they would be lost.')
  const reading = lines[Symbol.asyncIterator]()
  const header = headerOf((await reading.next()).value)
  const sdkAppId = as ?? header.sdkAppId
  if (!isSdkAppId(sdkAppId)) throw fail('BAD_PARAMETER', 'An SDKAppID is a number from 1 to 4294967295.')
  if (await store.exists(sdkAppId)) {
    throw fail(
      'BAD_PARAMETER',
      `There is an application ${sdkAppId} already: delete it, or import as another SDKAppID.`,
    )
  }
  onBegin({ sdkAppId, name: header.name })
  const prefix = logPrefix(sdkAppId)
  const counted = { rows: 0, records: 0 }
  let disabledAt: unknown
  let end: Progress | undefined
  let pending: [TableName, Row][] = []

  async function flush(): Promise<void> {
    if (pending.length > 0) await store.insert(pending)
    pending = []
    onProgress({ ...counted })
  }

  async function takeRow({ table, row }: ExportRow): Promise<void> {
    if (!Object.hasOwn(APPLICATION_TABLES, table))
      throw fail('BAD_PARAMETER', `There is no table ${JSON.stringify(table)}.`)
    if (!Object.keys(row).every((column) => COLUMN.test(column)))
      throw fail('BAD_PARAMETER', 'A column has no such name.')
    if (!Object.values(row).every((value) => value === null || typeof value === 'string' || typeof value === 'number'))
      throw fail('BAD_PARAMETER', 'A column holds text, a number or nothing.')
    // Everything else refers to it, and without it nobody could delete the rest.
    if ((table === 'app') !== (counted.rows === 0))
      throw fail('BAD_PARAMETER', 'An export begins with its application.')
    if (table === 'app') checkApplication(row)
    const timeline = row[TIMELINE_COLUMN]
    const whole = {
      ...row,
      ...(typeof timeline === 'string' ? { timeline: prefix + timeline } : {}),
      // Last: an export must not name another application.
      sdk_app_id: sdkAppId,
    }
    if (table === 'app') disabledAt = row['disabled_at']
    pending.push([table as TableName, table === 'app' ? { ...whole, disabled_at: ARRIVING } : whole])
    counted.rows++
    if (pending.length >= TOGETHER || table === 'app') await flush()
  }

  /** Rows come first; what follows is handed to the log. */
  async function* records(): AsyncGenerator<ArchiveRecord> {
    for (;;) {
      const { value: line, done } = await reading.next()
      if (done === true) return
      if ('table' in line) await takeRow(line)
      else if ('kind' in line) {
        if (counted.rows === 0) throw fail('BAD_PARAMETER', 'An export begins with its application.')
        await flush()
        counted.records++
        yield line
      } else if ('end' in line) end = line.end
      else throw fail('BAD_PARAMETER', 'A line of the export says nothing that is known.')
    }
  }

  try {
    await archive.restore(prefix, records())
    await flush()
    if (end?.rows !== counted.rows || end.records !== counted.records) {
      throw fail('BAD_PARAMETER', 'The export was cut off: its last line is missing, or others are.')
    }
    await store.setDisabled(sdkAppId, disabledAt)
  } catch (error) {
    await forget?.(prefix)
    await archive.restore(prefix, nothing())
    await store.remove(sdkAppId)
    throw reasonOf(error)
  }
  return { sdkAppId, name: header.name, ...counted }
}

function headerOf(line: ExportLine | undefined): ExportHeader {
  if (line === undefined || !('signet' in line) || line.signet !== 'application-export') {
    throw fail('BAD_PARAMETER', 'This is no export of an application.')
  }
  const newest = MIGRATIONS.at(-1)!.version
  if (line.version !== EXPORT_VERSION || !(line.schema <= newest)) {
    throw fail('BAD_PARAMETER', 'The export is of a newer program: update this one first.')
  }
  if (nameProblem(line.name) !== undefined) throw fail('BAD_PARAMETER', 'This is no export of an application.')
  return line
}

/** One that cannot be read would be in the way of the list of all. */
function checkApplication({ name, settings }: Row): void {
  const problem = nameProblem(name as string) ?? settingsProblem(parsed(settings))
  if (problem !== undefined)
    throw fail('BAD_PARAMETER', `The application of this export cannot be taken in: ${problem}`)
}

function parsed(settings: unknown): Record<string, unknown> {
  const value: unknown = typeof settings === 'string' ? JSON.parse(settings) : undefined
  if (typeof value !== 'object' || value === null)
    throw fail('BAD_PARAMETER', 'The settings of this export cannot be read.')
  return value as Record<string, unknown>
}

/** What is wrong with the file, where it is the file. */
function reasonOf(error: unknown): unknown {
  if (isUniqueViolation(error))
    return fail('BAD_PARAMETER', 'Accounts of this export are on this server already, in another application.')
  const isOfFile = error instanceof TypeError || error instanceof SyntaxError || error instanceof ConstraintViolation
  return isOfFile ? fail('BAD_PARAMETER', 'The file is damaged: a line of it is not what an export has.') : error
}

async function* nothing(): AsyncGenerator<never> {}
