import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { createThumbnailer, type ThumbnailOptions } from './thumbnails.ts'

const folder = await mkdtemp(join(tmpdir(), 'signet-thumbnails-'))
afterAll(() => rm(folder, { recursive: true }))

const file = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}
const picture = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 40, b: 40, alpha: 0.5 } } })

const halfPng = (await picture(300, 300).png().toBuffer()).subarray(0, 200)

async function make(bytes: Uint8Array, options: Partial<ThumbnailOptions> = {}) {
  const reasons: string[] = []
  const thumbnails = createThumbnailer({
    maxPixels: 10_000_000,
    onFailure: (reason) => reasons.push(reason),
    ...options,
  })
  try {
    const path = await file(`${Math.random()}`, bytes)
    return { scaled: await thumbnails.make(path), reasons }
  } finally {
    thumbnails.close()
  }
}

describe('[FILE9] smaller ones of an image', () => {
  it('stand upright and know nothing of camera and place', async () => {
    const bytes = await picture(900, 600)
      .composite([{ input: await picture(450, 600).negate().png().toBuffer(), left: 0, top: 0 }])
      .jpeg()
      .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const { scaled } = await make(bytes)
    expect(scaled).toMatchObject({ width: 600, height: 900 })
    for (const { path, width, height, type } of scaled!.made) {
      const seen = await sharp(path).metadata()
      expect(type).toBe('image/jpeg')
      expect(seen).toMatchObject({ format: 'jpeg', width, height })
      expect(height).toBeGreaterThan(width)
      // What was left is on top when the camera was turned.
      const { data } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
      expect(data[(width - 1) * 3]).toBeLessThan(100)
      expect(data[(height - 1) * width * 3]).toBeGreaterThan(150)
      expect([seen.exif, seen.xmp, seen.iptc, seen.orientation]).toEqual([undefined, undefined, undefined, undefined])
    }
  })

  it.each([
    ['png with alpha', () => picture(300, 300, 4).png(), 'image/webp'],
    ['webp', () => picture(300, 300).webp(), 'image/jpeg'],
    ['gif', () => picture(300, 300).gif(), 'image/webp'],
    ['avif', () => picture(300, 300).avif(), 'image/jpeg'],
  ])('are made of %s', async (_what, image, type) => {
    const { scaled } = await make(await image().toBuffer())
    expect(scaled!.made.map((one) => [one.size, one.width, one.type])).toEqual([
      [2, 300, type],
      [3, 198, type],
    ])
  })

  it('[CHK24] are not made of what has too many pixels: it is never decoded', async () => {
    const bytes = await picture(2000, 2000).png().toBuffer()
    const { scaled, reasons } = await make(bytes, { maxPixels: 3_999_999 })
    expect(scaled).toBeUndefined()
    expect(reasons.join()).toMatch(/pixel/)
  })

  it.each([
    ['words', Buffer.from('no image')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>')],
    ['half of a PNG', halfPng],
  ])('[CHK24] are not made of %s, and nothing is left', async (_what, bytes) => {
    const before = (await readdir(folder)).filter((name) => /large|thumb/.test(name)).length
    const { scaled, reasons } = await make(bytes)
    expect(scaled).toBeUndefined()
    expect(reasons).toHaveLength(1)
    expect((await readdir(folder)).filter((name) => /large|thumb/.test(name))).toHaveLength(before)
  })
})

describe('[FILE9] the process that makes them', () => {
  const worker = async (source: string): Promise<URL> =>
    pathToFileURL(await file(`${Math.random().toString(36).slice(2)}.mjs`, Buffer.from(source)))

  it('is killed when it does not answer, and started again for the next image', async () => {
    const url = await worker(
      `process.on('message', ({ id, path }) => { while (path === 'bad'); process.send({ id, ok: true, width: 1, height: 1, made: [] }) })`,
    )
    const reasons: string[] = []
    const thumbnails = createThumbnailer({
      maxPixels: 1,
      timeoutMs: 1000,
      worker: url,
      onFailure: (reason) => reasons.push(reason),
    })
    const [bad, good] = await Promise.all([thumbnails.make('bad'), thumbnails.make('good')])
    expect([bad, reasons]).toEqual([undefined, ['no result after 1000 ms']])
    expect(good).toMatchObject({ width: 1 })
    thumbnails.close()
  })

  it('gives up on images that waited too long for their turn', async () => {
    const url = await worker(
      `process.on('message', ({ id }) => setTimeout(() => process.send({ id, ok: true, width: 1, height: 1, made: [] }), 300))`,
    )
    const reasons: string[] = []
    const thumbnails = createThumbnailer({
      maxPixels: 1,
      patienceMs: 100,
      worker: url,
      onFailure: (reason) => reasons.push(reason),
    })
    const [first, second] = await Promise.all([thumbnails.make('a'), thumbnails.make('b')])
    expect(first).toMatchObject({ width: 1 })
    expect([second, reasons]).toEqual([undefined, ['no turn within 100 ms']])
    thumbnails.close()
  })

  it('may die over an image: only that one stays without', async () => {
    const url = await worker(
      `process.on('message', ({ id, path }) => path === 'bad' ? process.abort() : process.send({ id, ok: true, width: 1, height: 1, made: [] }))`,
    )
    const thumbnails = createThumbnailer({ maxPixels: 1, worker: url })
    const [first, second] = await Promise.all([thumbnails.make('bad'), thumbnails.make('good')])
    expect(first).toBeUndefined()
    expect(second).toMatchObject({ width: 1 })
    thumbnails.close()
  })

  it('has no environment to tell of', async () => {
    const url = await worker(
      `process.on('message', ({ id }) => process.send({ id, ok: false, reason: Object.keys(process.env).filter((name) => !/^(MALLOC|NODE_CHANNEL)/.test(name)).join() || 'nothing' }))`,
    )
    const { reasons } = await make(Buffer.from('x'), { worker: url })
    expect(reasons).toEqual(['nothing'])
  })

  it('takes only so many images at once, and none after the close', async () => {
    const url = await worker("process.on('message', () => {})")
    const reasons: string[] = []
    const thumbnails = createThumbnailer({
      maxPixels: 1,
      maxWaiting: 1,
      worker: url,
      onFailure: (reason) => reasons.push(reason),
    })
    const all = [thumbnails.make('a'), thumbnails.make('b'), thumbnails.make('c')]
    expect(await all[2]).toBeUndefined()
    thumbnails.close()
    expect(await Promise.all(all)).toEqual([undefined, undefined, undefined])
    expect(await thumbnails.make('d')).toBeUndefined()
    expect(reasons).toEqual(['1 images wait already', 'the server is closing', 'the server is closing'])
  })
})
