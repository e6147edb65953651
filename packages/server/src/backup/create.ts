import { copyFile, cp, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail } from '../engine/failure.ts'
import { MIGRATIONS } from '../engine/storage/migrations.ts'
import { freezeSqlite } from '../engine/storage/sqlite-backup.ts'
import type { Archive } from '../engine/timeline/archive.ts'
import { DATABASE, filesOf, MANIFEST, type Manifest, TIMELINE } from './manifest.ts'

export interface BackupParts {
  /** The data folder, and what of it may be elsewhere. */
  readonly dir: string
  readonly database: string
  readonly archive: Archive | undefined
  /** ms */
  now(): number
}

/** What a backup is about to do next. */
export type BackupStep = 'messages' | 'database' | 'files' | 'hashes'
export type OnStep = (step: BackupStep, count: number) => void

/** Folders and files of the data folder that are copied otherwise, or not at all. */
const NOT_COPIED = new Set([TIMELINE, 'backups'])

/**
 * Copies a data folder while its server goes on working. Messages and database are those of one moment: the log is held first, the
 * database right after it, so that whatever a message needs is there.
 * @param into a folder that does not exist; it appears when all of it is on disk
 * @throws Failure BAD_PARAMETER when it is there, or when messages are kept in memory only
 */
export async function createBackup(
  { dir, database, archive, now }: BackupParts,
  into: string,
  onStep: OnStep = () => {},
): Promise<Manifest> {
  if (archive === undefined)
    throw fail('BAD_PARAMETER', 'Messages are kept in memory only: there is nothing to back up.')
  const part = `${into}.part`
  await rm(part, { recursive: true, force: true })
  await mkdir(dirname(into), { recursive: true, mode: 0o700 })
  await mkdir(part, { mode: 0o700 })
  const log = await archive.freeze()
  const frozen = freezeSqlite(database)
  const createdAt = now()
  try {
    onStep('database', 0)
    await frozen.copyTo(join(part, DATABASE)).finally(() => frozen.release())
    const records = await log.copyTo(join(part, TIMELINE), (count) => onStep('messages', count))
    // What LevelDB writes about itself says nothing, and changes when it is opened.
    for (const name of ['LOG', 'LOG.old', 'LOCK']) await rm(join(part, TIMELINE, name), { force: true })
    onStep('files', 0)
    await copyRest(dir, database, part)
    const files = await filesOf(part, (count) => onStep('hashes', count))
    for (const { path } of files) await syncFile(join(part, path))
    const manifest: Manifest = {
      signet: 'backup',
      version: 1,
      schema: MIGRATIONS.at(-1)!.version,
      createdAt,
      records,
      files,
    }
    await writeDurably(join(part, MANIFEST), JSON.stringify(manifest, null, 1))
    await rename(part, into).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
        throw fail('BAD_PARAMETER', `${into} is there already.`)
      throw error
    })
    return manifest
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  } finally {
    await log.release()
  }
}

/** Secrets, and files of users: each is written once and never changed. */
async function copyRest(dir: string, database: string, into: string): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const { name } = entry
    if (NOT_COPIED.has(name) || name.startsWith(basename(database)) || name.startsWith(DATABASE)) continue
    if (entry.isDirectory()) {
      const isUnfinished = (path: string): boolean => path.includes(`${join(dir, name)}/incoming`)
      await cp(join(dir, name), join(into, name), { recursive: true, filter: (path) => !isUnfinished(path) })
    } else if (entry.isFile()) await copyFile(join(dir, name), join(into, name))
  }
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r')
  await handle.sync().finally(() => handle.close())
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
