import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type TestIm, testIm } from '@signet/testkit'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { upload } from '../src/features/files/upload.ts'
import { bytesOf, get, post, uploadAs, urlFor } from './file-client.ts'

/** Names of the files on the disk, uploads under way included. */
const onDisk = async (im: TestIm): Promise<string[]> =>
  (await readdir(join(im.dir, 'files'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let left = 500; left > 0; left--) {
    if (await condition()) return
    await sleep(20)
  }
  expect(await condition()).toBe(true)
}

const photo = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#3a7' } })

/** An upload written by hand. */
function openUpload(im: TestIm, ticket: string, headers: Record<string, string> = {}) {
  const sent: ClientRequest = request(`${im.url}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ticket}`, ...headers },
  })
  const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode!, body }))
    })
  })
  answered.catch(() => {})
  return { sent, answered }
}

describe('an upload', () => {
  it('[FILE1] [FILE2] goes to the disk with a ticket and comes back byte for byte', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const bytes = randomBytes(3_000_000)
    const info = await uploadAs(im, alice, bytes, 'träum/../e.bin')
    expect(info).toMatchObject({ name: 'e.bin', size: bytes.length, type: 'application/octet-stream' })
    expect(info.fileId).toMatch(/^f-[0-9a-z]+-[0-9a-f]{32}$/)
    const answer = await get(im, info.url)
    expect(answer.status).toBe(200)
    expect((await bytesOf(answer)).equals(bytes)).toBe(true)
    expect(await onDisk(im)).toEqual([info.sha256])
  })

  it('[FILE2] of the same content is the same file again, and one place on the disk for all who have it', async () => {
    await using im = await testIm()
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    const bytes = randomBytes(1000)
    const first = await uploadAs(im, alice, bytes)
    const [again, twice] = await Promise.all([uploadAs(im, alice, bytes), uploadAs(im, alice, bytes)])
    const [named, other] = [await uploadAs(im, alice, bytes, 'other.bin'), await uploadAs(im, bob, bytes)]
    expect([again.fileId, twice.fileId]).toEqual([first.fileId, first.fileId])
    expect(new Set([first.fileId, named.fileId, other.fileId]).size).toBe(3)
    expect(await urlFor(bob, first.fileId)).toBeUndefined()
    expect(await onDisk(im)).toEqual([first.sha256])
  })

  it('[FILE2] that breaks off leaves nothing', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { ticket } = await alice.request('file.ticket', { name: 'x', size: 1_000_000 })
    const { sent, answered } = openUpload(im, ticket, { 'content-length': '1000000' })
    sent.write(randomBytes(500_000))
    await until(async () => (await onDisk(im)).length === 1)
    sent.destroy()
    await expect(answered).rejects.toThrow()
    await until(async () => (await onDisk(im)).length === 0)
    expect((await post(im, ticket, randomBytes(10))).status).toBe(200)
  })

  it('[FILE2] finds no room on the disk: it is refused in words, leaves nothing, and succeeds when there is room', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { ticket } = await alice.request('file.ticket', { name: 'x', size: 10 })
    const incoming = join(im.dir, 'files', 'incoming')
    await rm(incoming, { recursive: true })
    const refused = await post(im, ticket, randomBytes(10))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await refused.json()).toMatchObject({ code: 114004, name: 'FILE_STORE_UNAVAILABLE' })
    await mkdir(incoming)
    expect((await post(im, ticket, randomBytes(10))).status).toBe(200)
  })

  it('[FILE1] is refused without a good ticket, before its body is read', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { ticket, expiresAt } = await alice.request('file.ticket', { name: 'x', size: 10, type: 'image/png' })
    expect(expiresAt - im.clock.now()).toBeLessThanOrEqual(600_000)
    expect((await post(im, `${ticket}x`, randomBytes(10))).status).toBe(403)
    const { sent, answered } = openUpload(im, 'none', { 'content-length': '10000000000' })
    sent.write('x')
    expect(await answered).toMatchObject({ status: 403, body: expect.stringContaining('"FILE_DENIED"') })
    sent.destroy()
    const wrong = await post(im, ticket, randomBytes(10), { 'content-type': 'image/gif' })
    expect([wrong.status, ((await wrong.json()) as { name: string }).name]).toEqual([400, 'FILE_INVALID'])
    expect((await post(im, ticket, randomBytes(10), { 'content-type': 'IMAGE/PNG; q=1' })).status).toBe(200)
    im.clock.advance(600_001)
    expect((await post(im, ticket, randomBytes(10))).status).toBe(403)
    expect(await onDisk(im)).toHaveLength(1)
  })

  it('[FILE1] is refused with a ticket from before a kick', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { ticket } = await alice.request('file.ticket', { name: 'x', size: 10 })
    await im.server.im.kick(im.sdkAppId, 'alice')
    expect((await post(im, ticket, randomBytes(10))).status).toBe(403)
  })

  it('[FILE7] [CHK24] ends at its limit, announced or not, and its sender hears why', async () => {
    await using im = await testIm({ config: { files: { maxBytes: 100_000 } } })
    const alice = await im.enter('alice')
    await expect(alice.request('file.ticket', { name: 'x', size: 100_001 })).rejects.toMatchObject({ code: 114002 })
    const { ticket } = await alice.request('file.ticket', { name: 'x', size: 1000 })
    const tooLarge = { status: 413, body: expect.stringContaining('"FILE_TOO_LARGE"') }
    const announced = openUpload(im, ticket, { 'content-length': '10000000000' })
    announced.sent.write(randomBytes(2000))
    expect(await announced.answered).toMatchObject(tooLarge)
    announced.sent.destroy()
    const silent = openUpload(im, ticket, { 'transfer-encoding': 'chunked' })
    silent.sent.write(randomBytes(1000))
    silent.sent.write('x')
    expect(await silent.answered).toMatchObject(tooLarge)
    silent.sent.destroy()
    await until(async () => (await onDisk(im)).length === 0)
    expect((await post(im, ticket, randomBytes(1000))).status).toBe(200)
    expect((await post(im, ticket, new Uint8Array())).status).toBe(400)
  })

  it('[FILE7] finds no room beyond the quota of its user or of the application, also when many come at once', async () => {
    await using im = await testIm({ config: { files: { userQuotaBytes: 2500, appQuotaBytes: 4000 } } })
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    const tickets = await Promise.all([1, 2, 3, 4].map(() => alice.request('file.ticket', { name: 'x', size: 1000 })))
    const answers = await Promise.all(tickets.map(({ ticket }) => post(im, ticket, randomBytes(1000))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 403, 403])
    const quota = { code: 114002, errorName: 'FILE_QUOTA' }
    await expect(alice.request('file.ticket', { name: 'x', size: 501 })).rejects.toMatchObject(quota)
    await alice.request('file.ticket', { name: 'x', size: 500 })
    await expect(bob.request('file.ticket', { name: 'x', size: 2001 })).rejects.toMatchObject(quota)
    await bob.request('file.ticket', { name: 'x', size: 2000 })
    expect(await onDisk(im)).toHaveLength(2)
  })

  it('[FILE7] finds no room either when it came through a node that knows nothing of uploads elsewhere', async () => {
    await using im = await testIm({ config: { files: { userQuotaBytes: 2500 } } })
    await im.enter('alice')
    const { files } = im.server.im
    const elsewhere = { ...files, uploads: { reserved: () => 0, begin: () => () => {} } }
    const expiresAt = im.clock.now() + 1000
    const ticket = { sdkAppId: im.sdkAppId, userId: 'alice', name: 'x', size: 1000, type: '', expiresAt }
    const ended = await Promise.allSettled(
      [1, 2, 3, 4].map(() => upload(elsewhere, ticket, Readable.from([randomBytes(1000)]))),
    )
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
  })

  it('[FILE7] waits for others of the same user: at most 8 at once', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { ticket } = await alice.request('file.ticket', { name: 'x', size: 1000 })
    const open = Array.from({ length: 8 }, () => openUpload(im, ticket, { 'content-length': '1000' }))
    for (const { sent } of open) sent.write('x')
    await until(async () => (await onDisk(im)).length === 8)
    const ninth = await post(im, ticket, randomBytes(1000))
    expect([ninth.status, ninth.headers.get('retry-after')]).toEqual([429, '1'])
    for (const { sent } of open) sent.destroy()
    await until(async () => (await onDisk(im)).length === 0)
    expect((await post(im, ticket, randomBytes(1000))).status).toBe(200)
  })
})

describe('an image', () => {
  it('[FILE9] has its size and two smaller ones, as the image element wants them', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const info = await uploadAs(im, alice, await photo(2000, 1500).jpeg().toBuffer(), 'p.jpg')
    expect(info.type).toBe('image/jpeg')
    expect(info.image).toMatchObject({
      format: 1,
      sizes: [
        { type: 1, width: 2000, height: 1500, size: info.size, url: info.url },
        { type: 2, width: 960, height: 720 },
        { type: 3, width: 264, height: 198 },
      ],
    })
    for (const { width, height, size, url } of info.image!.sizes) {
      const bytes = await bytesOf(await get(im, url))
      expect(bytes).toHaveLength(size)
      expect(await sharp(bytes).metadata()).toMatchObject({ width, height })
    }
    expect((await onDisk(im)).sort()).toEqual([info.sha256, `${info.sha256}.large`, `${info.sha256}.thumb`])
  })

  it('[FILE9] [CHK24] that no smaller one can be made of is kept, and stands for all three sizes', async () => {
    await using im = await testIm({ config: { files: { maxPixels: 10_000 } } })
    const alice = await im.enter('alice')
    const bomb = await photo(200, 200).png().toBuffer()
    const info = await uploadAs(im, alice, bomb, 'bomb.png')
    expect(info.image).toMatchObject({ format: 3, sizes: [1, 2, 3].map((type) => ({ type, width: 0, url: info.url })) })
    const [path, query] = info.url.split('?') as [string, string]
    expect((await bytesOf(await get(im, `${path}/thumb?${query}`))).equals(bomb)).toBe(true)
    expect(await onDisk(im)).toEqual([info.sha256])
    expect(await (await fetch(`${im.url}/metrics`)).text()).toMatch(/^signet_thumbnails_failed_total 1$/m)
  })
})

it('files are counted, in number and bytes', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  const { url } = await uploadAs(im, alice, randomBytes(1000))
  await bytesOf(await get(im, url, { range: 'bytes=0-99' }))
  const metrics = await (await fetch(`${im.url}/metrics`)).text()
  for (const line of [
    'signet_files_uploaded_total 1',
    'signet_file_upload_bytes_total 1000',
    'signet_files_served_total 1',
    'signet_file_served_bytes_total 100',
  ]) {
    expect(metrics).toContain(`\n${line}\n`)
  }
})
