import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** ms: the last change below a path; 0 when nothing is there. Tests are no part of what is built. */
export async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  let last = 0
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.includes('.test.')) continue
    last = Math.max(last, (await stat(join(entry.parentPath, entry.name))).mtimeMs)
  }
  return last
}
