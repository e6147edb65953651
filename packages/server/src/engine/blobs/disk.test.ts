import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { blobStoreContract } from './contract.ts'
import { openDiskStore } from './disk.ts'

const folder = await mkdtemp(join(tmpdir(), 'signet-disk-'))
afterAll(() => rm(folder, { recursive: true }))

blobStoreContract('disk', () => openDiskStore(join(folder, 'blobs')))

it('[BLOB5] goes on when it can write again', async () => {
  const store = await openDiskStore(join(folder, 'sick'))
  const path = join(folder, 'upload')
  await writeFile(path, 'words')
  // A plain file where a folder has to be: like a full disk, it fails whoever asks, root included.
  await writeFile(join(folder, 'sick', '7'), '')
  await expect(store.put('7/ab/words', path, 5)).rejects.toMatchObject({ errorName: 'FILE_STORE_UNAVAILABLE' })
  await rm(join(folder, 'sick', '7'))
  await store.put('7/ab/words', path, 5)
  expect(await readdir(join(folder, 'sick', '7', 'ab'))).toEqual(['words'])
})
