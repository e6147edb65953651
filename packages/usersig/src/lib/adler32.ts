/** RFC 1950's checksum of `bytes[start, end)`. Both sums stay below 2³¹ for 5,552 bytes, after which they are reduced. */
export function adler32(bytes: Uint8Array, start: number = 0, end: number = bytes.length): number {
  let low = 1
  let high = 0
  while (start < end) {
    const stop = Math.min(end, start + 5552)
    while (start < stop) {
      low += bytes[start++]!
      high += low
    }
    low %= 65521
    high %= 65521
  }
  return ((high << 16) | low) >>> 0
}
