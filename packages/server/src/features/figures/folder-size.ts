import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of a file, or of the files in a folder and below it. What goes away while it is looked at counts as nothing. */
export async function folderSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || found.isFile()) return found?.size ?? 0
  const names = await readdir(path).catch(() => [])
  const sizes = await Promise.all(names.map((name) => folderSize(join(path, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}
