import type { Readable } from 'node:stream'
import { fail } from '../../engine/failure.ts'

/** Characters of one line. The longest that an export has, a message, is far shorter. */
export const LONGEST_LINE = 16 << 20

/**
 * The lines of a text, without their ends, however the chunks are cut. What has no end of a line for too long is refused, so that no file
 * can fill the memory.
 * @throws Failure BAD_PARAMETER for a line that is too long
 */
export async function* linesOf(text: Readable, longest: number = LONGEST_LINE): AsyncGenerator<string> {
  text.setEncoding('utf8')
  let parts: string[] = []
  let length = 0
  for await (const chunk of text as AsyncIterable<string>) {
    let from = 0
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      parts.push(chunk.slice(from, end))
      yield parts.join('')
      parts = []
      length = 0
      from = end + 1
    }
    if (from === chunk.length) continue
    parts.push(chunk.slice(from))
    length += chunk.length - from
    if (length > longest)
      throw fail('BAD_PARAMETER', 'A line of the file is too long: it is no export of an application.')
  }
  if (length > 0) yield parts.join('')
}
