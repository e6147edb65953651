import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail } from '../engine/failure.ts'
import type { Manifest } from './manifest.ts'
import { verifyBackup } from './verify.ts'

/**
 * Makes a data folder of a backup, after every byte of it was verified.
 * @param dir does not exist, or is empty; it appears when all of it is there
 * @throws Failure BAD_PARAMETER
 */
export async function restoreBackup(folder: string, dir: string, onFile?: (count: number) => void): Promise<Manifest> {
  if ((await readdir(dir).catch(() => [])).length > 0) {
    throw fail('BAD_PARAMETER', `${dir} is not empty: restore into a new folder, and start the server on that.`)
  }
  const manifest = await verifyBackup(folder, onFile)
  const part = `${dir}.part`
  await rm(part, { recursive: true, force: true })
  try {
    for (const { path } of manifest.files) {
      const target = join(part, path)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await copyFile(join(folder, path), target)
      await chmod(target, 0o600)
    }
    await rm(dir, { recursive: true, force: true })
    await rename(part, dir)
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
  return manifest
}
