import type { Readable } from 'node:stream'
import { IMAGE_SIZE, type ImageSize } from '@signet/protocol/file'
import type { ByteRange } from '../../engine/blobs/blob-store.ts'
import { fail } from '../../engine/failure.ts'
import { openAccess } from './access.ts'
import { stillReads } from './may-read.ts'
import type { FileParts } from './parts.ts'
import { blobKey } from './rules.ts'
import { filesByIds, isBanned } from './store.ts'

/** A file, or a smaller one of an image, that somebody may read. */
export interface OpenFile {
  readonly name: string
  readonly type: string
  /** bytes */
  readonly size: number
  /** Names this content for good. */
  readonly tag: string
  /** @throws Failure FILE_NOT_FOUND, FILE_STORE_UNAVAILABLE */
  read(range?: ByteRange): Promise<Readable>
}

/**
 * The file behind an address, when who it was given to may read it now (FILE3, FILE4, FILE13).
 * @throws Failure FILE_DENIED, FILE_NOT_FOUND
 */
export async function openFile(
  parts: FileParts,
  fileId: string,
  size: ImageSize,
  query: Readonly<Record<string, unknown>>,
): Promise<OpenFile> {
  const { sdkAppId, userId, groupId, asApplication } = await openAccess(parts, fileId, query)
  const [file] = await filesByIds(parts.db.read, sdkAppId, [fileId])
  if (file === undefined) throw fail('FILE_NOT_FOUND')
  if (!asApplication) {
    const reads = await stillReads(parts, file, userId, { groupId })
    if (!reads || (await isBanned(parts.db.read, sdkAppId, file.sha256))) throw fail('FILE_NOT_FOUND')
  }
  const small = file.thumbnails.find((thumbnail) => thumbnail.size === size)
  // An address that a message carries stays good although no smaller one could be made.
  const shown = small === undefined ? IMAGE_SIZE.original : size
  const key = blobKey(sdkAppId, file.sha256, shown)
  return {
    name: file.name,
    type: small?.type ?? file.type,
    size: small?.bytes ?? file.size,
    tag: `"${file.sha256}-${shown}"`,
    async read(range) {
      const stream = await parts.blobs.read(key, range)
      if (stream === undefined) throw fail('FILE_NOT_FOUND')
      return stream
    },
  }
}
