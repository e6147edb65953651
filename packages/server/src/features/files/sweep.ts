import { IMAGE_SIZE } from '@signet/protocol/file'
import type { FileParts } from './parts.ts'
import { blobKey } from './rules.ts'
import { contentOf, deleteContent, deleteUnbound, unusedContents } from './store.ts'

const CHUNK = 200
/** Longer than any upload takes, ms: what it notes first must not be swept before it is done. */
const GRACE_MS = 2 * 3_600_000

export interface Swept {
  readonly files: number
  readonly contents: number
}

/** Removes files that no message carried for long, and bytes that no file has any more (FILE8). */
export async function sweepFiles(parts: FileParts): Promise<Swept> {
  let files = 0
  let contents = 0
  for (const sdkAppId of await parts.applications()) {
    const before = parts.now() - parts.limits.unboundMs
    for (let last = CHUNK; last === CHUNK; files += last) {
      last = await deleteUnbound(parts.db, sdkAppId, before, CHUNK)
    }
    contents += await sweepContents(parts, sdkAppId)
  }
  parts.metrics.removed(files)
  return { files, contents }
}

async function sweepContents(parts: FileParts, sdkAppId: number): Promise<number> {
  const before = parts.now() - GRACE_MS
  let removed = 0
  for (;;) {
    const found = await unusedContents(parts.db.read, sdkAppId, before, CHUNK)
    for (const sha256 of found) {
      await parts.lock(blobKey(sdkAppId, sha256), async () => {
        if ((await contentOf(parts.db.read, sdkAppId, sha256))?.used !== false) return
        // The bytes first: as long as the row is there, another sweep finds what this one could not finish.
        for (const size of Object.values(IMAGE_SIZE)) await parts.blobs.delete(blobKey(sdkAppId, sha256, size))
        await deleteContent(parts.db, sdkAppId, sha256)
        removed++
      })
    }
    if (found.length < CHUNK) return removed
  }
}
