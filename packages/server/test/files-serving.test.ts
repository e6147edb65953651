import { randomBytes } from 'node:crypto'
import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { startFauxqs } from 'fauxqs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { bytesOf, get, post, uploadAs } from './file-client.ts'

describe('[FILE10] a file is answered', () => {
  it('in parts, as a whole, without its bytes, or not again', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const bytes = randomBytes(1000)
    const { url } = await uploadAs(im, alice, bytes)
    const whole = await get(im, url)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    const tag = whole.headers.get('etag')!
    await bytesOf(whole)

    const part = await get(im, url, { range: 'bytes=10-19' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/1000'])
    expect((await bytesOf(part)).equals(bytes.subarray(10, 20))).toBe(true)
    const end = await get(im, url, { range: 'bytes=-5', 'if-range': tag })
    expect((await bytesOf(end)).equals(bytes.subarray(995))).toBe(true)
    const other = await get(im, url, { range: 'bytes=-5', 'if-range': '"other"' })
    expect([other.status, (await bytesOf(other)).length]).toEqual([200, 1000])
    const beyond = await get(im, url, { range: 'bytes=1000-' })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000'])

    const head = await fetch(im.url + url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), (await bytesOf(head)).length]).toEqual([200, '1000', 0])
    const known = await get(im, url, { 'if-none-match': tag })
    expect([known.status, (await bytesOf(known)).length]).toEqual([304, 0])
  })

  it('whatever a caller writes into its headers', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { url } = await uploadAs(im, alice, randomBytes(100))
    const value = fc.stringMatching(/^[\x21-\x7e]{0,60}$/)
    const header = fc.constantFrom('range', 'if-none-match', 'if-range', 'origin', 'accept')
    await fc.assert(
      fc.asyncProperty(
        header,
        fc.oneof(
          value,
          value.map((text) => `bytes=${text}`),
        ),
        async (name, text) => {
          const answer = await get(im, url, { [name]: text })
          expect([200, 206, 304, 416]).toContain(answer.status)
          await bytesOf(answer)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('[FILE5] [CHK24] what a file is', () => {
  const html = Buffer.from('<!doctype html><script>document.title = document.domain</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([1, 0, 1, 0, 0, 0, 0]), Buffer.from('=1/*<script>*/;')])
  const claim = async (im: TestIm, alice: RawClient, body: Uint8Array, name: string, type: string) => {
    const { ticket } = await alice.request('file.ticket', { name, size: body.length, type })
    const { url } = (await (await post(im, ticket, body, { 'content-type': type })).json()) as { url: string }
    const answer = await get(im, url)
    await bytesOf(answer)
    return Object.fromEntries(answer.headers)
  }

  it.each([
    ['HTML that says it is an image', html, 'a.png', 'image/png'],
    ['SVG with a script', svg, 'a.svg', 'image/svg+xml'],
    ['words', Buffer.from('alert(1)'), 'a.js', 'text/javascript'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'a.pdf', 'application/pdf'],
    ['an archive', Buffer.from('PK\x03\x04more of it follows here and goes on'), 'a.mp4', 'video/mp4'],
  ])('%s is saved and never shown', async (_what, body, name, type) => {
    await using im = await testIm()
    const headers = await claim(im, await im.enter('alice'), body, name, type)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename=${name}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

  it('an image is shown as the image that it is, also when it is a script for other eyes', async () => {
    await using im = await testIm()
    const headers = await claim(im, await im.enter('alice'), gif, '../evil\r\n.html', 'text/html')
    expect(headers).toMatchObject({
      'content-type': 'image/gif',
      'content-disposition': 'inline; filename=evil.html',
      'x-content-type-options': 'nosniff',
    })
  })
})

describe('pages of other origins', () => {
  it('upload and read when they may open a socket, and are told no otherwise', async () => {
    const origin = 'https://chat.example.com'
    await using im = await testIm({ config: { sockets: { allowedOrigins: [origin] } } })
    const preflight = (from: string) =>
      fetch(`${im.url}/files`, {
        method: 'OPTIONS',
        headers: { origin: from, 'access-control-request-method': 'POST' },
      })
    const allowed = await preflight(origin)
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'authorization, content-type, range',
      vary: 'Origin',
    })
    expect([allowed.status, (await preflight('https://evil.example')).status]).toEqual([204, 403])
    const alice = await im.enter('alice')
    const { url } = await uploadAs(im, alice, randomBytes(10))
    expect((await get(im, url, { origin })).headers.get('access-control-allow-origin')).toBe(origin)
    const evil = await get(im, url, { origin: 'https://evil.example' })
    expect(evil.headers.get('access-control-allow-origin')).toBeNull()
    const refused = await fetch(`${im.url}/files`, { method: 'POST', headers: { origin }, body: 'x' })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, origin])
  })
})

it('[BLOB1] [FILE2] files are the same for their users when they are kept in a store that speaks S3', async () => {
  const s3 = await startFauxqs({ port: 0, logger: false })
  s3.createBucket('chat')
  try {
    await using im = await testIm({
      config: {
        files: {
          url: `s3://chat/files?endpoint=http://127.0.0.1:${s3.port}`,
          accessKeyId: 'AKID',
          secretAccessKey: 'b7c2f0d4e1a95836' as never,
        },
      },
    })
    const alice = await im.enter('alice')
    const picture = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#777' } })
      .png()
      .toBuffer()
    const info = await uploadAs(im, alice, picture, 'p.png')
    const part = await get(im, info.url, { range: 'bytes=1-3' })
    expect([part.status, (await bytesOf(part)).toString()]).toEqual([206, 'PNG'])
    const thumb = await bytesOf(await get(im, info.image!.sizes[2]!.url))
    expect(await sharp(thumb).metadata()).toMatchObject({ width: 264, height: 198 })
  } finally {
    await s3.stop()
  }
})
