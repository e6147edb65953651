import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Transfer } from '@signet/server'
import type { Command } from 'commander'
import { type Answer, answering, CommandError, facts } from '../answer.ts'
import { parseSdkAppId } from '../arguments.ts'
import { type ConfigOptions, readSettings, withDataOptions } from '../config-options.ts'
import { leaf } from '../leaf.ts'

interface ExportOptions extends ConfigOptions {
  readonly out: string
}
interface ImportOptions extends ConfigOptions {
  readonly as?: number
}

export function addTransfer(parent: Command): void {
  withDataOptions(
    leaf(parent, 'export', 'Write everything of an application into a file. The server must not be running.', [
      'signet app export 1400000001 --out shop.ndjson.gz',
      'signet app export 1400000001 --out shop.ndjson.gz --data /var/lib/signet',
    ])
      .argument('<sdkappid>', 'the application', parseSdkAppId)
      .requiredOption('--out <file>', 'the file to make; it must not be there'),
  ).action(answering(exportTo))
  withDataOptions(
    leaf(parent, 'import', 'Take in an application that was exported. The server must not be running.', [
      'signet app import shop.ndjson.gz',
      'signet app import shop.ndjson.gz --as 1400000002',
    ])
      .argument('<file>', 'the export')
      .option('--as <sdkappid>', 'another SDKAppID than that of the export', parseSdkAppId),
  ).action(answering(importFrom))
}

async function exportTo(options: ExportOptions, sdkAppId: number): Promise<Answer> {
  const { out } = options
  // Made before anything is read, so that nothing is overwritten; whole only under its own name.
  const part = `${out}.part`
  if (await isThere(out)) throw new CommandError(`${out} is there already: choose another name`)
  await (await open(part, 'w', 0o600)).close()
  let counted = { rows: 0, records: 0 }
  try {
    await withTransfer(options, (transfer) => {
      const bytes = transfer.export(sdkAppId, (progress) => {
        counted = progress
        tell(options, progress)
      })
      return pipeline(bytes, createWriteStream(part, { mode: 0o600 }))
    })
    await rename(part, out)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  const bytes = (await stat(out)).size
  return {
    text: facts([
      ['file', out],
      ['bytes', bytes],
      ['rows', counted.rows],
      ['records', counted.records],
    ]),
    data: { ok: true, sdkAppId, file: out, bytes, ...counted },
  }
}

async function importFrom(options: ImportOptions, file: string): Promise<Answer> {
  if (!(await isThere(file))) throw new CommandError(`there is no file ${file}`)
  const { as } = options
  const imported = await withTransfer(options, (transfer) =>
    transfer.import(createReadStream(file), {
      ...(as === undefined ? {} : { as }),
      onProgress: (progress) => tell(options, progress),
    }),
  )
  const { sdkAppId, name, rows, records } = imported
  return {
    text: `${facts([
      ['SDKAppID', sdkAppId],
      ['name', name],
      ['rows', rows],
      ['records', records],
    ])}\nSecret keys and webhook URLs do not travel: add them with signet app key add, signet app webhooks add.`,
    data: { ok: true, ...imported },
  }
}

async function withTransfer<T>(options: ConfigOptions, work: (transfer: Transfer) => Promise<T>): Promise<T> {
  const { config } = await readSettings(options)
  const { openTransfer } = await import('@signet/server')
  try {
    await using transfer = await openTransfer(config)
    return await work(transfer)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'TIMELINE_LOCKED') throw error
    throw new CommandError('a server runs on this folder: export in its console, or stop it first', 1)
  }
}

/** Long work is seen to go on; only where a person looks. */
function tell(
  { json }: ConfigOptions & { readonly json?: boolean },
  progress: { rows: number; records: number },
): void {
  if (json === true || !process.stderr.isTTY) return
  process.stderr.write(`\r${progress.rows} rows, ${progress.records} records`)
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )
