import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BlobStore, ByteRange } from './blob-store.ts'

/** What every store of blobs must do; each engine's test runs it. */
export function blobStoreContract(name: string, open: () => Promise<BlobStore>): void {
  describe(`${name} keeps blobs`, () => {
    let store: BlobStore
    let folder: string
    beforeAll(async () => {
      store = await open()
      folder = await mkdtemp(join(tmpdir(), 'signet-blobs-'))
    })
    afterAll(async () => {
      store.close()
      await rm(folder, { recursive: true })
    })

    const put = async (key: string, bytes: Buffer): Promise<void> => {
      const path = join(folder, randomUUID())
      await writeFile(path, bytes)
      await store.put(key, path, bytes.length)
    }
    const get = async (key: string, range?: ByteRange): Promise<Buffer | undefined> => {
      const stream = await store.read(key, range)
      return stream === undefined ? undefined : await buffer(stream)
    }

    it.each([1, 1000, 3 * 1024 * 1024 + 7])('[BLOB1] %i bytes come back as they were put', async (size) => {
      const bytes = randomBytes(size)
      await put(`1/ab/size-${size}`, bytes)
      expect((await get(`1/ab/size-${size}`))!.equals(bytes)).toBe(true)
    })

    it('[BLOB2] a key that is put again, also at once, is there once and whole', async () => {
      const bytes = randomBytes(200_000)
      await Promise.all([1, 2, 3].map(() => put('1/cd/again', bytes)))
      await put('1/cd/again', bytes)
      expect((await get('1/cd/again'))!.equals(bytes)).toBe(true)
    })

    it('[BLOB3] a range reads its bytes, both ends included', async () => {
      const bytes = randomBytes(10_000)
      await put('1/ef/range', bytes)
      for (const [start, end] of [
        [0, 0],
        [0, 9999],
        [17, 4711],
        [9999, 9999],
      ] as const) {
        expect((await get('1/ef/range', { start, end }))!.equals(bytes.subarray(start, end + 1))).toBe(true)
      }
    })

    it('[BLOB4] what is not there reads as nothing, and so does what was deleted, however often', async () => {
      expect(await get('1/00/never')).toBeUndefined()
      await put('1/00/gone', Buffer.from('x'))
      await store.delete('1/00/gone')
      await store.delete('1/00/gone')
      expect(await get('1/00/gone')).toBeUndefined()
    })

    it('[BLOB5] a file that cannot be read is refused and leaves no key', async () => {
      const missing = join(folder, 'missing')
      expect(existsSync(missing)).toBe(false)
      await expect(store.put('1/00/missing', missing, 5)).rejects.toMatchObject({
        errorName: 'FILE_STORE_UNAVAILABLE',
      })
      expect(await get('1/00/missing')).toBeUndefined()
    })

    it.each(['../x', '/x', 'a//b', 'a/../b', 'A', 'a\0b', ''])('a key such as %j is a bug, not a path', async (key) => {
      await expect((async () => await store.read(key))()).rejects.toThrow(/not a key/)
    })
  })
}
