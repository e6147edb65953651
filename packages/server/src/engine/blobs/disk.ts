import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BlobStore, checkKey } from './blob-store.ts'
import { storeFailure } from './failure.ts'

/**
 * Blobs as files of a folder. A file appears under its name only when it is whole and on the disk.
 * @param root on the same file system as the files that are put: they are renamed, not copied
 */
export async function openDiskStore(root: string): Promise<BlobStore> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const pathOf = (key: string): string => join(root, checkKey(key))
  return {
    async put(key, path) {
      const target = pathOf(key)
      try {
        await syncFile(path)
        await mkdir(dirname(target), { recursive: true, mode: 0o700 })
        await rename(path, target)
        await syncFolders(dirname(target), root)
      } catch (error) {
        throw storeFailure(error)
      }
    },
    async read(key, range) {
      const path = pathOf(key)
      try {
        const handle = await open(path, 'r')
        return handle.createReadStream({ ...range, highWaterMark: 256 * 1024 })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw storeFailure(error)
      }
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    close() {},
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

/** A new name is durable when its folder is, and a new folder when the one above is. */
async function syncFolders(folder: string, root: string): Promise<void> {
  for (let at = folder; at.length >= root.length; at = dirname(at)) await syncFile(at)
}
