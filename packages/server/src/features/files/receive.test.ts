import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { receive } from './receive.ts'
import { HEAD_BYTES } from './sniff.ts'

const folder = await mkdtemp(join(tmpdir(), 'signet-receive-'))
afterAll(() => rm(folder, { recursive: true }))
const fresh = (): string => join(folder, randomBytes(8).toString('hex'))
const limits = { most: 1_000_000, patienceMs: 10_000, leastBytes: 1 }

it('[FILE2] what came is on the disk, with its hash and its first bytes', async () => {
  const bytes = randomBytes(700_000)
  const path = fresh()
  const chunks = [bytes.subarray(0, 10), bytes.subarray(10, 100_000), bytes.subarray(100_000)]
  const received = await receive(Readable.from(chunks), path, limits)
  expect(received).toMatchObject({
    path,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })
  expect(received.head.equals(bytes.subarray(0, HEAD_BYTES))).toBe(true)
  expect((await readFile(path)).equals(bytes)).toBe(true)
})

it('[FILE7] one byte too many ends it, and the rest can still be read', async () => {
  const body = Readable.from([Buffer.alloc(1_000_000), Buffer.from('x'), Buffer.from('rest')])
  await expect(receive(body, fresh(), limits)).rejects.toMatchObject({ errorName: 'FILE_TOO_LARGE' })
  expect(body.destroyed).toBe(false)
  expect((await receive(Readable.from([Buffer.alloc(1_000_000)]), fresh(), limits)).size).toBe(1_000_000)
})

it('[CHK18] [FILE2] a body that does not get on is cut', async () => {
  const slow = new Readable({ read() {} })
  const drip = setInterval(() => slow.push('x'), 5)
  const startedAt = performance.now()
  await expect(receive(slow, fresh(), { most: 1000, patienceMs: 100, leastBytes: 100 })).rejects.toMatchObject({
    errorName: 'FILE_INVALID',
    cause: new Error('the upload is too slow'),
  })
  clearInterval(drip)
  expect(slow.destroyed).toBe(true)
  expect(performance.now() - startedAt).toBeLessThan(2000)
})

it('[FILE2] an empty body is no file, and a folder that cannot be written is said to be so', async () => {
  await expect(receive(Readable.from([]), fresh(), limits)).rejects.toMatchObject({ errorName: 'FILE_INVALID' })
  const nowhere = join(folder, 'missing', 'file')
  await expect(receive(Readable.from([Buffer.from('x')]), nowhere, limits)).rejects.toMatchObject({
    errorName: 'FILE_STORE_UNAVAILABLE',
  })
})
