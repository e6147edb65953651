import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { storeFailure } from '../../engine/blobs/failure.ts'
import { Failure, fail } from '../../engine/failure.ts'
import { HEAD_BYTES } from './sniff.ts'

/** An upload that is on the disk, not yet synced and under no name. */
export interface Received {
  readonly path: string
  /** bytes */
  readonly size: number
  /** hex */
  readonly sha256: string
  /** The first bytes. */
  readonly head: Buffer
}

export interface ReceiveLimits {
  /** bytes */
  readonly most: number
  /** An upload that brings less than `leastBytes` in this time is cut (CHK18), ms. */
  readonly patienceMs: number
  readonly leastBytes: number
}

/**
 * Streams a body to a new file, hashing on the way; no more than one chunk of it is in memory. The file is the caller's to remove,
 * also when this throws.
 * @throws Failure FILE_TOO_LARGE with the body unread from there on, FILE_INVALID when it is empty or breaks off, FILE_STORE_UNAVAILABLE
 */
export async function receive(body: Readable, path: string, limits: ReceiveLimits): Promise<Received> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw storeFailure(error)
  })
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let size = 0
  const watch = watchProgress(body, () => size, limits)
  try {
    // Not destroyed at the end: whoever sent too much still gets an answer on the same connection.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (size + chunk.length > limits.most) throw fail('FILE_TOO_LARGE', `The ticket was for ${limits.most} bytes.`)
      if (size < HEAD_BYTES) head.push(chunk)
      size += chunk.length
      hash.update(chunk)
      await append(file, chunk)
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw Object.assign(fail('FILE_INVALID', 'The upload broke off.'), { cause: error })
  } finally {
    clearInterval(watch)
    await file.close()
  }
  if (size === 0) throw fail('FILE_INVALID', 'The file is empty.')
  return { path, size, sha256: hash.digest('hex'), head: Buffer.concat(head).subarray(0, HEAD_BYTES) }
}

async function append(file: FileHandle, chunk: Buffer): Promise<void> {
  try {
    for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten
  } catch (error) {
    throw storeFailure(error)
  }
}

function watchProgress(body: Readable, received: () => number, { patienceMs, leastBytes }: ReceiveLimits) {
  let before = 0
  return setInterval(() => {
    const now = received()
    if (now - before < leastBytes) body.destroy(new Error('the upload is too slow'))
    before = now
  }, patienceMs)
}
