import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { fail } from '../../engine/failure.ts'
import type { ExportLine } from './format.ts'
import { linesOf } from './lines.ts'

/** Lines that are gathered before they are handed on. */
const CHUNK_CHARS = 64 * 1024

/** An export as compressed bytes. */
export function packed(lines: AsyncIterable<ExportLine>): Readable {
  const source = Readable.from(chunks(lines), { objectMode: false })
  const zipped = createGzip({ level: 6 })
  source.once('error', (error) => zipped.destroy(error))
  zipped.once('close', () => source.destroy())
  return source.pipe(zipped)
}

async function* chunks(lines: AsyncIterable<ExportLine>): AsyncGenerator<string> {
  let text = ''
  for await (const line of lines) {
    text += `${JSON.stringify(line)}\n`
    if (text.length < CHUNK_CHARS) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

/** The lines of an export that `packed` made. @throws Failure BAD_PARAMETER for what is none */
export async function* unpacked(bytes: Readable): AsyncGenerator<ExportLine> {
  const plain = bytes.pipe(createGunzip())
  // The loop below sees errors; after its end they are nobody's.
  for (const stream of [bytes, plain]) stream.on('error', () => undefined)
  // Both ways: what is cut off is waited for by nobody, and what nobody wants any more is not unpacked.
  bytes.once('close', () => {
    if (!bytes.readableEnded) plain.destroy(bytes.errored ?? CUT_OFF())
  })
  try {
    for await (const line of linesOf(plain)) {
      if (line === '') continue
      const value: unknown = JSON.parse(line)
      if (typeof value !== 'object' || value === null) throw DAMAGED()
      yield value as ExportLine
    }
  } catch (error) {
    // A failure of ours has a number there.
    const code = String((error as NodeJS.ErrnoException).code)
    throw error instanceof SyntaxError || code.startsWith('Z_') ? DAMAGED() : error
  } finally {
    bytes.unpipe(plain)
    plain.destroy()
  }
}

const DAMAGED = (): Error => fail('BAD_PARAMETER', 'The file is damaged, or it is no export of an application.')
const CUT_OFF = (): Error => fail('BAD_PARAMETER', 'The file did not come in whole: the connection broke off.')
