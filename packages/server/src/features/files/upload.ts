import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { IMAGE_SIZE } from '@signet/protocol/file'
import type { FileParts } from './parts.ts'
import { checkQuota } from './quota.ts'
import { type Received, receive } from './receive.ts'
import { blobKey, isScalable, typeOf } from './rules.ts'
import { sniff } from './sniff.ts'
import { type Content, contentOf, insertFile, noteContent, renewFile, sameFile } from './store.ts'
import type { Scaled } from './thumbnails.ts'
import type { Ticket } from './ticket.ts'

/** An upload that brings less than this is not worth a connection (CHK18): 16 KiB in 10 s. */
const PATIENCE = { patienceMs: 10_000, leastBytes: 16 * 1024 } as const

/**
 * Takes in one file (FILE2): streams it to the disk, looks at what it is, stores its bytes once, and notes whose it is. The same
 * content under the same name by the same user is the same file. Whatever fails leaves nothing behind.
 * @returns the id of the file
 * @throws Failure TOO_FREQUENT, OVERLOADED, FILE_TOO_LARGE, FILE_INVALID, FILE_QUOTA, FILE_STORE_UNAVAILABLE
 */
export async function upload(parts: FileParts, ticket: Ticket, body: Readable): Promise<string> {
  const { sdkAppId, userId: ownerId, size: most } = ticket
  const reserved = (owner: string): number => parts.uploads.reserved(sdkAppId, owner)
  await checkQuota(parts, parts.db.read, { sdkAppId, ownerId, size: most }, reserved)
  const end = parts.uploads.begin(sdkAppId, ownerId, most)
  const path = join(parts.incoming, randomUUID())
  try {
    const received = await receive(body, path, { most, ...PATIENCE })
    const fileId = await parts.lock(blobKey(sdkAppId, received.sha256), async () => {
      await keepContent(parts, sdkAppId, received)
      return await claim(parts, ticket, received)
    })
    parts.metrics.uploaded(received.size)
    return fileId
  } finally {
    end()
    await rm(path, { force: true })
  }
}

/** Stores bytes that are not stored yet. */
async function keepContent(parts: FileParts, sdkAppId: number, received: Received): Promise<void> {
  const { sha256, size, path } = received
  if ((await contentOf(parts.db.read, sdkAppId, sha256))?.used === true) return
  const type = typeOf(await sniff(received.head))
  const scaled = isScalable(type) ? await parts.thumbnails.make(path) : undefined
  try {
    await noteContent(parts.db, sdkAppId, contentFrom(received, type, scaled), parts.now())
    for (const small of scaled?.made ?? []) {
      await parts.blobs.put(blobKey(sdkAppId, sha256, small.size), small.path, small.bytes)
    }
    await parts.blobs.put(blobKey(sdkAppId, sha256, IMAGE_SIZE.original), path, size)
  } finally {
    for (const small of scaled?.made ?? []) await rm(small.path, { force: true })
  }
}

const contentFrom = ({ sha256, size }: Received, type: string, scaled: Scaled | undefined): Content => ({
  sha256,
  size,
  type,
  width: scaled?.width ?? 0,
  height: scaled?.height ?? 0,
  thumbnails: (scaled?.made ?? []).map(({ size, bytes, width, height, type }) => ({
    size,
    bytes,
    width,
    height,
    type,
  })),
})

/** Notes whose the content is, if there is room for it. */
async function claim(parts: FileParts, ticket: Ticket, { sha256, size }: Received): Promise<string> {
  const { sdkAppId, userId: ownerId, name } = ticket
  return await parts.db.transaction(async (trx) => {
    const file = { sdkAppId, ownerId, sha256, name, fileId: newFileId(sdkAppId) }
    const same = await sameFile(trx, file)
    if (same !== undefined) {
      await renewFile(trx, sdkAppId, same, parts.now())
      return same
    }
    await checkQuota(parts, trx, { sdkAppId, ownerId, size })
    await insertFile(trx, file, size, parts.now())
    return file.fileId
  })
}

const newFileId = (sdkAppId: number): string => `f-${sdkAppId.toString(36)}-${randomBytes(16).toString('hex')}`
