import { adler32 } from './adler32.ts'

/** One zlib stream (RFC 1950) with `bytes` (at most 65,535) in a stored block. Every reader reads it; it costs a copy. */
export function deflateShort(bytes: Uint8Array): Uint8Array {
  const size = bytes.length
  const out = new Uint8Array(size + 11)
  out[0] = 0x78
  out[1] = 0x01
  out[2] = 1
  out[3] = size
  out[4] = size >> 8
  out[5] = ~size
  out[6] = ~size >> 8
  out.set(bytes, 7)
  const sum = adler32(bytes)
  out[size + 7] = sum >>> 24
  out[size + 8] = sum >>> 16
  out[size + 9] = sum >>> 8
  out[size + 10] = sum
  return out
}
