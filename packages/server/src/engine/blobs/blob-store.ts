import type { Readable } from 'node:stream'

/**
 * Where the bytes of files are kept. A key names content that never changes: it is written once and read or deleted as a whole.
 *
 * BLOB1 What `put` has answered is durable, and is read back byte for byte.
 * BLOB2 Putting a key again, also at the same time, changes nothing and succeeds.
 * BLOB3 A range reads exactly its bytes, both ends included.
 * BLOB4 What is not there, or was deleted, reads as nothing; deleting it again succeeds.
 * BLOB5 A store that cannot write (full, away) refuses with FILE_STORE_UNAVAILABLE, keeps nothing, and goes on when it can again.
 */
export interface BlobStore {
  /**
   * Takes over a finished local file, which need not be there afterwards.
   * @param size bytes of the file
   * @throws Failure FILE_STORE_UNAVAILABLE
   */
  put(key: string, path: string, size: number): Promise<void>
  /**
   * The bytes, or nothing when there is no such key. Whoever got the stream reads or destroys it.
   * @throws Failure FILE_STORE_UNAVAILABLE
   */
  read(key: string, range?: ByteRange): Promise<Readable | undefined>
  delete(key: string): Promise<void>
  close(): void
}

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Keys are made by the server: digits, lower-case letters, `.`, `-` and `/` between parts. Anything else is a bug. */
export function checkKey(key: string): string {
  if (!/^[0-9a-z-]+(?:[./][0-9a-z-]+)*$/.test(key)) throw new Error(`not a key of a blob: ${JSON.stringify(key)}`)
  return key
}
