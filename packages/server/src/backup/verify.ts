import { join } from 'node:path'
import { fail } from '../engine/failure.ts'
import { MIGRATIONS } from '../engine/storage/migrations.ts'
import { sqliteProblem } from '../engine/storage/sqlite-backup.ts'
import { DATABASE, filesOf, type Manifest, readManifest } from './manifest.ts'

/**
 * Reads every byte of a backup. @returns what it holds
 * @throws Failure BAD_PARAMETER, naming what is missing, changed or too much
 */
export async function verifyBackup(folder: string, onFile?: (count: number) => void): Promise<Manifest> {
  const manifest = await readManifest(folder)
  if (manifest.schema > MIGRATIONS.at(-1)!.version) {
    throw fail('BAD_PARAMETER', 'The backup is of a newer program: update this one first.')
  }
  const found = new Map((await filesOf(folder, onFile)).map((file) => [file.path, file]))
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = found.get(path)
    if (file === undefined) throw fail('BAD_PARAMETER', `The backup is not whole: ${path} is missing.`)
    if (file.bytes !== bytes || file.sha256 !== sha256)
      throw fail('BAD_PARAMETER', `The backup is damaged: ${path} was changed.`)
    found.delete(path)
  }
  const [extra] = found.keys()
  if (extra !== undefined) throw fail('BAD_PARAMETER', `The backup holds a file that is none of it: ${extra}.`)
  const problem = sqliteProblem(join(folder, DATABASE))
  if (problem !== undefined) throw fail('BAD_PARAMETER', `The database of the backup is damaged: ${problem}`)
  return manifest
}
