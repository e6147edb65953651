import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fail } from '../engine/failure.ts'

/** What a backup is made of: written last, so that a folder without it is none. */
export interface Manifest {
  readonly signet: 'backup'
  readonly version: 1
  /** Of the schema. */
  readonly schema: number
  /** ms */
  readonly createdAt: number
  /** Records of the log of messages. */
  readonly records: number
  readonly files: readonly BackedFile[]
}

export interface BackedFile {
  /** With `/`, from the folder of the backup. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export const MANIFEST = 'backup.json'
export const DATABASE = 'signet.db'
export const TIMELINE = 'timeline'

/** The files in a folder and below it, with their hashes, in an order that is always the same. */
export async function filesOf(folder: string, onFile: (count: number) => void = () => {}): Promise<BackedFile[]> {
  const files: BackedFile[] = []
  for (const path of (await pathsOf(folder)).sort()) {
    const whole = join(folder, path)
    files.push({ path: path.split(sep).join('/'), bytes: (await stat(whole)).size, sha256: await hashOf(whole) })
    onFile(files.length)
  }
  return files
}

async function pathsOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path !== MANIFEST)
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** @throws Failure BAD_PARAMETER for a folder that holds no backup */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined)
  const manifest = text === undefined ? undefined : parsed(text)
  if (manifest?.signet !== 'backup' || !Array.isArray(manifest.files)) {
    throw fail('BAD_PARAMETER', `There is no whole backup in ${folder}: ${MANIFEST} is missing or damaged.`)
  }
  if (manifest.version !== 1) throw fail('BAD_PARAMETER', 'The backup is of a newer program: update this one first.')
  return manifest as Manifest
}

function parsed(text: string): Partial<Manifest> | undefined {
  try {
    return JSON.parse(text) as Partial<Manifest>
  } catch {
    return undefined
  }
}
