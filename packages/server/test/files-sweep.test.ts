import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'
import { get, sendFile, uploadAs, urlFor } from './file-client.ts'

const HOUR = 3_600_000

describe('[FILE8] a file that no message carried', () => {
  it('goes away after a day, with its room; one that a message carries stays', async () => {
    await using im = await testIm({ config: { files: { userQuotaBytes: 3000 } } })
    const { files } = im.server.im
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    const lost = await uploadAs(im, alice, randomBytes(1000))
    const sent = await uploadAs(im, alice, randomBytes(1000))
    await sendFile(alice, { to: 'bob' }, sent.fileId)
    im.clock.advance(24 * HOUR - 60_000)
    expect(await files.sweep()).toEqual({ files: 0, contents: 0 })
    im.clock.advance(2 * 60_000)
    expect(await files.sweep()).toEqual({ files: 1, contents: 1 })
    expect(await urlFor(alice, lost.fileId)).toBeUndefined()
    expect((await get(im, (await urlFor(bob, sent.fileId))!)).status).toBe(200)
    await uploadAs(im, alice, randomBytes(2000))
    await expect(uploadAs(im, alice, randomBytes(1))).rejects.toMatchObject({ errorName: 'FILE_QUOTA' })
  })

  it('leaves bytes that another file has, and an upload anew begins its day anew', async () => {
    await using im = await testIm()
    const { files } = im.server.im
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    const bytes = randomBytes(1000)
    const hers = await uploadAs(im, alice, bytes)
    const his = await uploadAs(im, bob, bytes)
    im.clock.advance(20 * HOUR)
    await uploadAs(im, bob, bytes)
    im.clock.advance(5 * HOUR)
    expect(await files.sweep()).toEqual({ files: 1, contents: 0 })
    expect(await urlFor(alice, hers.fileId)).toBeUndefined()
    expect((await get(im, (await urlFor(bob, his.fileId))!)).status).toBe(200)
    im.clock.advance(20 * HOUR)
    expect(await files.sweep()).toEqual({ files: 1, contents: 1 })
    expect(await uploadAs(im, alice, bytes)).toMatchObject({ sha256: hers.sha256 })
  })
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
