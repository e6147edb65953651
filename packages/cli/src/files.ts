import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { CommandError } from './answer.ts'

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EEXIST: 'it exists already',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  return WORDS[code ?? ''] ?? message
}

/** Reads a small text file; `-` is stdin. @throws CommandError naming the file */
export function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (error) {
    throw new CommandError(`cannot read ${path === '-' ? 'stdin' : path}: ${reasonOf(error)}`)
  }
}

/** A secret as a file holds it: the line end after it belongs to the file, not to the secret. */
export const readSecret = (path: string): string => readText(path).replace(/[\r\n]+$/, '')

export interface NewFile {
  readonly path: string
  readonly content: string | Uint8Array
  readonly mode: number
}

/** @throws CommandError naming the first of the files that exists */
export function refuseTaken(paths: readonly string[]): void {
  const taken = paths.find((path) => existsSync(path))
  if (taken) throw new CommandError(`${taken} exists already and is left as it is: choose another folder`)
}

/** Makes all of the files, or none. Never overwrites, never follows a link. @throws CommandError */
export function writeNewFiles(dir: string, files: readonly NewFile[]): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new CommandError(`cannot make the folder ${dir}: ${reasonOf(error)}`)
  }
  refuseTaken(files.map(({ path }) => path))
  const made: string[] = []
  for (const { path, content, mode } of files) {
    try {
      writeExclusive(path, content, mode)
      made.push(path)
    } catch (error) {
      for (const done of made) rmSync(done, { force: true })
      throw new CommandError(`cannot write ${path}: ${reasonOf(error)}`)
    }
  }
}

function writeExclusive(path: string, content: string | Uint8Array, mode: number): void {
  const fd = openSync(path, 'wx', mode)
  try {
    // The mode given to open is cut by the umask; a public key must stay readable whatever that is.
    fchmodSync(fd, mode)
    writeFileSync(fd, content)
    fsyncSync(fd)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(fd)
  }
}
