import type { IncomingMessage } from 'node:http'
import { IMAGE_SIZE, type ImageSize } from '@signet/protocol/file'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../engine/failure.ts'
import { originAllowed } from '../../engine/realtime/origin.ts'
import { mediaType } from './ask.ts'
import { headersOf, isKnown } from './headers.ts'
import { infosFor } from './info.ts'
import { type OpenFile, openFile } from './open-file.ts'
import type { FileParts } from './parts.ts'
import { rangeOf } from './range.ts'
import { openTicket, type Ticket } from './ticket.ts'
import { upload } from './upload.ts'

export interface FileRoutes {
  /** Pages that may upload and read, by origin: those that may open a socket. */
  readonly allowedOrigins: readonly string[]
}

/** A reader that takes nothing for so long is cut, ms. */
const SILENCE_MS = 30_000
/** How long to take in what nobody wants any more, so that its sender reads the answer instead of a broken connection, ms. */
const LINGER_MS = 5000

interface FileRequest {
  Params: { fileId: string; size?: string }
  Querystring: Record<string, unknown>
}

/** `POST /files`, `GET /files/<id>` and its smaller ones; see docs/files.md. */
export function addFiles(app: FastifyInstance, files: FileParts, options: FileRoutes): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The body stays a stream: a file is never in memory as a whole.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.addHook('onRequest', async (request, reply) => allowOrigin(request, reply, options))
    scope.options('/files', answerPreflight)
    scope.options('/files/*', answerPreflight)
    scope.post('/files', { config: { slowBody: true } }, async (request) => {
      try {
        const ticket = await ticketOf(files, request)
        const fileId = await upload(files, ticket, request.raw)
        return (await infosFor(files, ticket, [fileId])).get(fileId)
      } catch (error) {
        linger(request.raw)
        throw error
      }
    })
    for (const url of ['/files/:fileId', '/files/:fileId/:size']) {
      scope.route<FileRequest>({
        method: ['GET', 'HEAD'],
        url,
        async handler(request, reply) {
          const { fileId, size } = request.params
          return await serve(files, await openFile(files, fileId, sizeOf(size), request.query), request, reply)
        },
      })
    }
  })
}

function allowOrigin({ headers }: FastifyRequest, reply: FastifyReply, { allowedOrigins }: FileRoutes): void {
  reply.headers({ vary: 'Origin', 'cache-control': 'no-store' })
  if (headers.origin === undefined || !originAllowed(headers.origin, headers.host, allowedOrigins)) return
  reply.headers({
    'access-control-allow-origin': headers.origin,
    'access-control-expose-headers': 'content-disposition, content-length, content-range, etag',
  })
}

async function answerPreflight(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!reply.hasHeader('access-control-allow-origin')) throw fail('FORBIDDEN', 'Pages of this origin may not do this.')
  await reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'authorization, content-type, range',
      'access-control-max-age': '7200',
    })
    .send()
}

/** What may be seen of an upload before its first byte is read. @throws Failure FILE_DENIED, FILE_INVALID, FILE_TOO_LARGE */
async function ticketOf(files: FileParts, { headers }: FastifyRequest): Promise<Ticket> {
  const ticket = await openTicket(files, headers.authorization)
  const type = mediaType(headers['content-type'] ?? '')
  if (ticket.type !== '' && type !== '' && type !== ticket.type) {
    throw fail('FILE_INVALID', 'The content type is not the one that the ticket was asked for.')
  }
  if (Number(headers['content-length'] ?? 0) > ticket.size) {
    throw fail('FILE_TOO_LARGE', `The ticket was for ${ticket.size} bytes.`)
  }
  return ticket
}

function linger(body: IncomingMessage): void {
  if (body.complete || body.destroyed) return
  const timer = setTimeout(() => body.socket.destroy(), LINGER_MS).unref()
  body.once('close', () => clearTimeout(timer)).resume()
}

function sizeOf(name: string | undefined): ImageSize {
  if (name === undefined) return IMAGE_SIZE.original
  if (name === 'large' || name === 'thumb') return IMAGE_SIZE[name]
  throw fail('FILE_NOT_FOUND')
}

async function serve(
  files: FileParts,
  file: OpenFile,
  { method, headers, raw }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const about = headersOf(file)
  if (isKnown(headers['if-none-match'], file.tag)) return reply.code(304).headers(about).send()
  const isSame = headers['if-range'] === undefined || headers['if-range'] === file.tag
  const wanted = rangeOf(isSame ? headers.range : undefined, file.size)
  if (wanted.kind === 'impossible') {
    return reply.code(416).header('content-range', `bytes */${file.size}`).send()
  }
  const part = wanted.kind === 'part' ? { start: wanted.start, end: wanted.end } : undefined
  const stream = method === 'HEAD' ? undefined : await file.read(part)
  const length = part === undefined ? file.size : part.end - part.start + 1
  reply.headers({ ...about, 'content-length': length })
  if (part !== undefined) {
    reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${file.size}`)
  }
  if (stream === undefined) return reply.send()
  raw.socket.setTimeout(SILENCE_MS)
  files.metrics.served(length)
  return reply.send(stream)
}
