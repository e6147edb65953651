import { adler32 } from './adler32.ts'

/** Bytes of a stored stream before and after its content. */
export const STORED_HEAD = 7
export const STORED_TAIL = 4

/**
 * Makes `frame` one zlib stream (RFC 1950) around the `size` (at most 65,535) bytes that stand in it from STORED_HEAD on.
 * The one block is stored: every reader reads it, and it costs a tenth of compressing.
 *
 * @returns the length of the stream
 */
export function frameStored(frame: Uint8Array, size: number): number {
  frame[0] = 0x78
  frame[1] = 0x01
  frame[2] = 1
  frame[3] = size
  frame[4] = size >> 8
  frame[5] = ~size
  frame[6] = ~size >> 8
  const end = STORED_HEAD + size
  const sum = adler32(frame, STORED_HEAD, end)
  frame[end] = sum >>> 24
  frame[end + 1] = sum >>> 16
  frame[end + 2] = sum >>> 8
  frame[end + 3] = sum
  return end + STORED_TAIL
}
