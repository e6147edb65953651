/** Runs in a process of its own: what decodes bytes of strangers shares no memory with the server, and can be killed. */
import sharp from 'sharp'
import { SHORT_SIDE, scaledTo } from './scale.ts'

export interface ThumbnailTask {
  readonly id: number
  readonly path: string
  readonly maxPixels: number
}

export interface MadeThumbnail {
  readonly size: 2 | 3
  readonly path: string
  readonly bytes: number
  readonly width: number
  readonly height: number
  readonly type: string
}

export type ThumbnailAnswer =
  | {
      readonly id: number
      readonly ok: true
      readonly width: number
      readonly height: number
      readonly made: readonly MadeThumbnail[]
    }
  | { readonly id: number; readonly ok: false; readonly reason: string }

const SIZES = [
  { size: 2, shortSide: SHORT_SIDE.large, suffix: 'large' },
  { size: 3, shortSide: SHORT_SIDE.thumb, suffix: 'thumb' },
] as const
const SECONDS = 10
const QUALITY = 80

sharp.cache(false)
sharp.concurrency(1)
// Only decoders of what was recognized as one of these: every other one is code that nobody needs here.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadHeifFile',
  ],
})

async function make({ id, path, maxPixels }: ThumbnailTask): Promise<ThumbnailAnswer> {
  const load = () => sharp(path, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true, pages: 1 })
  const { autoOrient, hasAlpha } = await load().metadata()
  const made: MadeThumbnail[] = []
  for (const { size, shortSide, suffix } of SIZES) {
    const { width, height } = scaledTo(autoOrient, shortSide)
    // Nothing of the metadata is kept: where and with what a picture was taken is nobody's business.
    const scaled = load().autoOrient().resize(width, height, { fit: 'fill' }).timeout({ seconds: SECONDS })
    const written = hasAlpha ? scaled.webp({ quality: QUALITY }) : scaled.jpeg({ quality: QUALITY })
    const target = `${path}.${suffix}`
    const out = await written.toFile(target)
    const type = hasAlpha ? 'image/webp' : 'image/jpeg'
    made.push({ size, path: target, bytes: out.size, width: out.width, height: out.height, type })
  }
  return { id, ok: true, width: autoOrient.width, height: autoOrient.height, made }
}

process.on('message', (task: ThumbnailTask) => {
  make(task)
    .catch((error: unknown): ThumbnailAnswer => ({ id: task.id, ok: false, reason: String(error).slice(0, 200) }))
    .then((answer) => process.send?.(answer))
})
