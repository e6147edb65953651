import { existsSync } from 'node:fs'
import { mkdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const LOCK_OVER_MS = 180_000

export interface Replacement {
  /** A folder beside the one that is replaced, for the lock and what is not whole yet. */
  readonly cache: string
  isFresh(): Promise<boolean>
  /** Writes the whole folder anew, elsewhere. */
  build(outDir: string): Promise<void>
}

/**
 * Builds a folder unless it is fresh. Processes that want it at the same time wait for the one that builds; what was built before stays in
 * place until the new files are whole.
 * @returns whether something had to be built
 */
export async function replaceFolder(folder: string, { cache, isFresh, build }: Replacement): Promise<boolean> {
  if (await isFresh()) return false
  await mkdir(cache, { recursive: true })
  const lock = join(cache, 'building')
  await take(lock)
  try {
    if (await isFresh()) return false
    const fresh = join(cache, 'new')
    await rm(fresh, { recursive: true, force: true })
    await build(fresh)
    const old = join(cache, 'old')
    await rm(old, { recursive: true, force: true })
    if (existsSync(folder)) await rename(folder, old)
    await rename(fresh, folder)
    await rm(old, { recursive: true, force: true })
    return true
  } finally {
    await rmdir(lock)
  }
}

async function take(lock: string): Promise<void> {
  for (;;) {
    try {
      return await mkdir(lock).then(() => undefined)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const since = await stat(lock).then(({ mtimeMs }) => mtimeMs, Date.now)
      // Whoever held it was killed.
      if (Date.now() - since > LOCK_OVER_MS) await utimes(lock, new Date(), new Date()).then(() => rmdir(lock))
      await sleep(200)
    }
  }
}
