import { IMAGE_SIZE, type ImageSize } from '@signet/protocol/file'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import { accessQuery, expiryOf } from './access.ts'
import { type Reader, readerOf } from './may-read.ts'
import type { FileParts } from './parts.ts'
import { imageFormatOf, isImage } from './rules.ts'
import { filesByIds, type StoredFile } from './store.ts'

export type FileInfo = NonNullable<OpOutput<'file.url'>['files'][number]['info']>

const PATH: { readonly [size in ImageSize]: string } = {
  [IMAGE_SIZE.original]: '',
  [IMAGE_SIZE.large]: '/large',
  [IMAGE_SIZE.thumb]: '/thumb',
}

interface Self {
  readonly sdkAppId: number
  readonly userId: string
}

/** What these files are and where the user reads them; nothing for those that the user may not (FILE3). */
export async function infosFor(
  parts: FileParts,
  self: Self,
  fileIds: readonly string[],
  groupId?: string,
): Promise<ReadonlyMap<string, FileInfo>> {
  const epoch = await parts.epochOf(self.sdkAppId, self.userId)
  const infos = new Map<string, FileInfo>()
  if (epoch === undefined) return infos
  for (const file of await filesByIds(parts.db.read, self.sdkAppId, [...new Set(fileIds)])) {
    const reader = await readerOf(parts, file, self.userId, groupId)
    if (reader !== undefined) infos.set(file.fileId, infoOf(parts, file, self.userId, reader, epoch))
  }
  return infos
}

function infoOf(parts: FileParts, file: StoredFile, userId: string, { groupId }: Reader, epoch: number): FileInfo {
  const { fileId, name, size, type, sha256 } = file
  const expiresAt = expiryOf(parts.now(), parts.limits.urlMs)
  const query = accessQuery(parts.signer, { fileId, userId, groupId, expiresAt }, epoch)
  const urlOf = (of: ImageSize): string => `/files/${fileId}${PATH[of]}?${query}`
  const url = urlOf(IMAGE_SIZE.original)
  const info = { fileId, name, size, type, sha256, url, expiresAt }
  if (!isImage(type)) return info
  const original = { width: file.width, height: file.height, size, url }
  const sizes = Object.values(IMAGE_SIZE).map((of) => {
    const small = file.thumbnails.find((thumbnail) => thumbnail.size === of)
    if (small === undefined) return { type: of, ...original }
    return { type: of, width: small.width, height: small.height, size: small.bytes, url: urlOf(of) }
  })
  return { ...info, image: { format: imageFormatOf(type), sizes } }
}
