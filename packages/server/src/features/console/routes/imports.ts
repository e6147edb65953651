import { type Readable, Transform } from 'node:stream'
import { Type } from 'typebox'
import { fail } from '../../../engine/failure.ts'
import type { Arrivals } from '../../transfer/arrivals.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

/** Of a file that is taken in, compressed. */
const MOST_BYTES = 64 * 1024 ** 3

/** Applications that come from another server, as files that it exported. Owners only: what is in the file is believed. */
export function importRoutes({
  hasArchive,
  arrivals,
}: {
  readonly hasArchive: boolean
  readonly arrivals: Arrivals
}): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: 'imports',
      role: 'owner',
      async handle() {
        return { possible: hasArchive, job: arrivals.current }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'imports',
      role: 'owner',
      audited: 'application.import',
      upload: true,
      // Another SDKAppID than that of the export.
      input: Type.Object({ as: Type.Optional(Type.Integer({ minimum: 1, maximum: 4_294_967_295 })) }),
      async handle({ input, user, upload, request, note }) {
        if (!/^application\/(?:gzip|x-gzip|octet-stream)$/.test(request.headers['content-type'] ?? ''))
          throw fail('BAD_PARAMETER', 'Send the export as it is, as application/gzip.')
        if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw TOO_LARGE()
        const imported = await arrivals.take(bounded(upload, MOST_BYTES), user.name, input.as)
        note({ target: { kind: 'application', id: String(imported.sdkAppId) }, after: imported })
        return imported
      },
    }),
  ]
}

const TOO_LARGE = (): Error =>
  fail('BAD_PARAMETER', `The file has more than ${MOST_BYTES} bytes: import it with signet app import.`)

/** The same bytes, which fail when they are too many or when the connection breaks off. */
function bounded(bytes: Readable, most: number): Readable {
  let count = 0
  const passing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count += chunk.length
      if (count > most) done(TOO_LARGE())
      else done(null, chunk)
    },
  })
  // Whoever reads it sees the error too; when nobody does any more it is nobody's.
  passing.on('error', () => undefined)
  bytes.once('close', () => {
    if (!bytes.readableEnded)
      passing.destroy(fail('BAD_PARAMETER', 'The connection broke off before the file was whole.'))
  })
  return bytes.pipe(passing)
}
