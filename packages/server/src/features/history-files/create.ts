import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { BlobStore } from '../../engine/blobs/blob-store.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import type { Signer } from '../files/signer.ts'
import { messagesOf } from './messages-of.ts'
import { type ChatType, endOf, hourText, KEPT_MS } from './rules.ts'
import type { HistoryFileRow, HistoryFileStore } from './store.ts'
import { writeFile } from './write-file.ts'

export interface HistoryFileParts {
  readonly store: HistoryFileStore
  readonly timeline: Timeline
  readonly blobs: BlobStore
  readonly signer: Signer
  /** Where a file is while it is written. */
  readonly incoming: string
  /** ms */
  now(): number
  onFailure(error: unknown): void
}

/** Messages of an hour, written out for whoever asks. */
export interface HistoryFiles extends HistoryFileParts {
  /**
   * What was written of an hour that is over; nothing when that takes longer than a caller waits. It goes on then.
   * @throws what keeps it from being written
   */
  of(sdkAppId: number, type: ChatType, hour: number): Promise<HistoryFileRow | undefined>
  close(): Promise<void>
}

/** How long a caller waits for a file, ms. */
const WAIT_MS = 2_000
const SWEEP_EVERY_MS = 3_600_000
const CHUNK = 200

export function createHistoryFiles(parts: HistoryFileParts): HistoryFiles {
  const { store, timeline, blobs, incoming, now } = parts
  const stop = new AbortController()
  const underWay = new Map<string, Promise<HistoryFileRow>>()
  /** One after the other: each looks at every conversation of its application. */
  let last: Promise<unknown> = Promise.resolve()

  async function write(sdkAppId: number, type: ChatType, hour: number): Promise<HistoryFileRow> {
    const path = join(incoming, randomUUID())
    try {
      const about = { SdkAppId: sdkAppId, ChatType: type, MsgTime: hourText(hour) }
      const written = await writeFile(path, about, messagesOf(timeline, sdkAppId, type, hour), stop.signal)
      const key = `${sdkAppId}/history/${hourText(hour)}-${type.toLowerCase()}-${randomUUID()}`
      if (written.messages > 0) await blobs.put(key, path, written.gzipBytes)
      const row = {
        sdk_app_id: sdkAppId,
        chat_type: type,
        hour,
        blob: written.messages > 0 ? key : '',
        bytes: written.bytes,
        md5: written.md5,
        gzip_bytes: written.gzipBytes,
        gzip_md5: written.gzipMd5,
      }
      await store.add(row)
      const kept = (await store.find(sdkAppId, type, hour)) ?? row
      // Another node may have been faster.
      if (kept.blob !== row.blob && row.blob !== '') await blobs.delete(row.blob)
      return kept
    } finally {
      await rm(path, { force: true })
    }
  }

  function writeOnce(sdkAppId: number, type: ChatType, hour: number): Promise<HistoryFileRow> {
    const name = `${sdkAppId} ${type} ${hour}`
    let pending = underWay.get(name)
    if (pending === undefined) {
      pending = last.then(() => write(sdkAppId, type, hour)).finally(() => underWay.delete(name))
      last = pending.catch((error: unknown) => (stop.signal.aborted ? undefined : parts.onFailure(error)))
      underWay.set(name, pending)
    }
    return pending
  }

  async function sweep(): Promise<void> {
    for (let left = CHUNK; left === CHUNK; ) {
      // Not before the last address of it has ended.
      const rows = await store.before(now() - KEPT_MS - 2 * endOf(0), CHUNK)
      for (const row of rows) {
        // The bytes first: as long as the row is there, another sweep finds what this one could not finish.
        if (row.blob !== '') await blobs.delete(row.blob)
        await store.remove(row)
      }
      left = rows.length
    }
  }
  const timer = setInterval(() => void sweep().catch(parts.onFailure), SWEEP_EVERY_MS).unref()

  return {
    ...parts,
    async of(sdkAppId, type, hour) {
      const known = await store.find(sdkAppId, type, hour)
      if (known !== undefined) return known
      const patience = new AbortController()
      const { signal } = patience
      const waited = setTimeout(WAIT_MS, undefined, { signal }).catch(() => undefined)
      return await Promise.race([writeOnce(sdkAppId, type, hour), waited]).finally(() => patience.abort())
    },
    async close() {
      clearInterval(timer)
      stop.abort()
      await last
    },
  }
}
