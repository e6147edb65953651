import { IMAGE_SIZE } from '@signet/protocol/file'
import type { FileParts } from './parts.ts'
import { blobKey } from './rules.ts'
import { contentsAfter } from './store.ts'

const CHUNK = 200

/** Deletes the bytes of every file of an application. Its rows are the caller's to take away after that: they say what is left to do. */
export async function eraseBytesOf(parts: Pick<FileParts, 'db' | 'blobs'>, sdkAppId: number): Promise<void> {
  for (let after = ''; ; ) {
    const found = await contentsAfter(parts.db.read, sdkAppId, after, CHUNK)
    for (const sha256 of found) {
      for (const size of Object.values(IMAGE_SIZE)) await parts.blobs.delete(blobKey(sdkAppId, sha256, size))
    }
    const last = found.at(-1)
    if (last === undefined || found.length < CHUNK) return
    after = last
  }
}
