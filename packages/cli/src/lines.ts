/** Longest line, in bytes: a ticket, a key and their fields take far less. */
export const MAX_LINE_BYTES = 64 * 1024
const NEWLINE = 0x0a

/**
 * Splits a stream of bytes into lines, as many at a time as a chunk completes. A line that is too long comes as undefined, and no
 * more of it than the limit is ever held. Text after the last line end is a line too.
 */
export async function* lineGroups(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<(string | undefined)[]> {
  let held: Buffer = Buffer.alloc(0)
  let skipping = false
  for await (const chunk of chunks) {
    const bytes = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
    const end = bytes.lastIndexOf(NEWLINE)
    held = bytes.subarray(end + 1)
    if (end !== -1) {
      const lines: (string | undefined)[] = bytes.toString('utf8', 0, end).split('\n').map(bounded)
      if (skipping) lines[0] = undefined
      skipping = false
      yield lines
    }
    if (held.length > MAX_LINE_BYTES) {
      skipping = true
      held = Buffer.alloc(0)
    }
  }
  if (skipping) yield [undefined]
  else if (held.length > 0) yield [bounded(held.toString('utf8'))]
}

const bounded = (line: string): string | undefined => (line.length > MAX_LINE_BYTES ? undefined : line)
