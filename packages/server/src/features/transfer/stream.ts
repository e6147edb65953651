import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { fail } from '../../engine/failure.ts'
import type { ExportLine } from './format.ts'

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
  bytes.once('error', (error) => plain.destroy(error))
  try {
    for await (const line of createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line !== '') yield JSON.parse(line) as ExportLine
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (!(error instanceof SyntaxError) && !code.startsWith('Z_')) throw error
    throw fail('BAD_PARAMETER', 'The file is damaged, or it is no export of an application.')
  }
}
