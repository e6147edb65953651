import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** What is known of a file that was written, plain and compressed. */
export interface Written {
  readonly messages: number
  readonly bytes: number
  readonly md5: string
  readonly gzipBytes: number
  readonly gzipMd5: string
}

interface Meter {
  bytes: number
  readonly hash: Hash
}

/** Callers check a file by this; nobody relies on it for more. */
const meter = (): Meter => ({ bytes: 0, hash: createHash('md5') })

const measured = (by: Meter): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      by.bytes += chunk.length
      by.hash.update(chunk)
      done(null, chunk)
    },
  })

/** Writes messages as one JSON document with a line for each, compressed; never more than a few of them are in memory. */
export async function writeFile(
  path: string,
  about: { readonly SdkAppId: number; readonly ChatType: string; readonly MsgTime: string },
  messages: AsyncIterable<string>,
  signal?: AbortSignal,
): Promise<Written> {
  const plain = meter()
  const compressed = meter()
  let count = 0
  async function* text(): AsyncGenerator<string> {
    yield `${JSON.stringify(about).slice(0, -1)},"MsgList":[`
    for await (const message of messages) yield `${count++ === 0 ? '' : ','}\n${message}`
    yield '\n]}\n'
  }
  const file = createWriteStream(path, { mode: 0o600, flush: true })
  await pipeline(Readable.from(text()), measured(plain), createGzip(), measured(compressed), file, { signal })
  return {
    messages: count,
    bytes: plain.bytes,
    md5: plain.hash.digest('hex'),
    gzipBytes: compressed.bytes,
    gzipMd5: compressed.hash.digest('hex'),
  }
}
