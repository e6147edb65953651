import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'
import { upload } from '../src/features/files/upload.ts'
import { get, sendFile, uploadAs, urlFor } from './file-client.ts'

const HOUR = 3_600_000

describe('[FILE8] a file that no message carried', () => {
  it('goes away after a day, with its room; one that a message carries stays', async () => {
    await using im = await testIm({ config: { files: { userQuotaBytes: 3000 } } })
    const { files } = im.server.im
    const alice = await im.enter('alice')
    await im.enter('bob')
    const lost = await uploadAs(im, alice, randomBytes(1000))
    const sent = await uploadAs(im, alice, randomBytes(1000))
    await sendFile(alice, { to: 'bob' }, sent.fileId)
    im.clock.advance(24 * HOUR - 60_000)
    expect(await files.sweep()).toEqual({ files: 0, contents: 0 })
    im.clock.advance(2 * 60_000)
    expect(await files.sweep()).toEqual({ files: 1, contents: 1 })
    // Their tickets of yesterday have expired.
    const [later, bob] = [await im.enter('alice'), await im.enter('bob')]
    expect(await urlFor(later, lost.fileId)).toBeUndefined()
    expect((await get(im, (await urlFor(bob, sent.fileId))!)).status).toBe(200)
    await uploadAs(im, later, randomBytes(2000))
    await expect(uploadAs(im, later, randomBytes(1))).rejects.toMatchObject({ errorName: 'FILE_QUOTA' })
  })

  it('leaves bytes that another file has, and an upload anew begins its day anew', async () => {
    await using im = await testIm()
    const { files } = im.server.im
    const bytes = randomBytes(1000)
    const hers = await uploadAs(im, await im.enter('alice'), bytes)
    const his = await uploadAs(im, await im.enter('bob'), bytes)
    im.clock.advance(20 * HOUR)
    await uploadAs(im, await im.enter('bob'), bytes)
    im.clock.advance(5 * HOUR)
    expect(await files.sweep()).toEqual({ files: 1, contents: 0 })
    expect(await urlFor(await im.enter('alice'), hers.fileId)).toBeUndefined()
    expect((await get(im, (await urlFor(await im.enter('bob'), his.fileId))!)).status).toBe(200)
    im.clock.advance(20 * HOUR)
    expect(await files.sweep()).toEqual({ files: 1, contents: 1 })
    expect(await uploadAs(im, await im.enter('alice'), bytes)).toMatchObject({ sha256: hers.sha256 })
  })
})

it('[FILE8] bytes that were stored and then belonged to nobody go away after some hours, not while they may be under way', async () => {
  await using im = await testIm()
  await im.enter('alice')
  const { files } = im.server.im
  // As if the process had died between the bytes and the note of whose they are.
  const dying = { ...files, db: { ...files.db, transaction: () => Promise.reject(new Error('killed')) } }
  const expiresAt = im.clock.now() + 1000
  const ticket = { sdkAppId: im.sdkAppId, userId: 'alice', name: 'x', size: 1000, type: '', expiresAt }
  await expect(upload(dying, ticket, Readable.from([randomBytes(1000)]))).rejects.toThrow('killed')
  const stored = async () => (await readdir(join(im.dir, 'files', String(im.sdkAppId)), { recursive: true })).length
  const before = await stored()
  im.clock.advance(HOUR)
  expect(await files.sweep()).toEqual({ files: 0, contents: 0 })
  im.clock.advance(2 * HOUR)
  expect(await files.sweep()).toEqual({ files: 0, contents: 1 })
  expect(await stored()).toBe(before - 1)
})

it('[FILE8] what a dead process left goes away at the next start', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'signet-files-'))
  try {
    const incoming = join(dir, 'files', 'incoming')
    await (await testIm({ dir })).close()
    await writeFile(join(incoming, 'half'), 'of a file')
    await using again = await testIm({ dir })
    expect(await readdir(incoming)).toEqual([])
    expect(again.url).toBeDefined()
  } finally {
    await rm(dir, { recursive: true })
  }
})
