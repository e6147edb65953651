import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** An upload that brings nothing for so long is cut, ms. */
const SILENCE_MS = 60_000
/** How long to take in what nobody wants any more, so that its sender reads the answer instead of a broken connection, ms. */
const LINGER_MS = 5000

interface UploadRow {
  readonly method: string
  readonly url: string
  handler(request: FastifyRequest, reply: FastifyReply): Promise<unknown>
}

/** A route whose body stays a stream, whatever it says to be: a file is never in memory as a whole. */
export function addUpload(scope: FastifyInstance, { method, url, handler }: UploadRow): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  scope.route({
    method: method as 'POST',
    url,
    config: { slowBody: true },
    async handler(request, reply) {
      const { raw } = request
      const cut = (): void => void raw.destroy()
      raw.socket.setTimeout(SILENCE_MS, cut)
      try {
        return await handler(request, reply)
      } catch (error) {
        linger(raw)
        throw error
      } finally {
        raw.socket.setTimeout(0)
        raw.socket.off('timeout', cut)
      }
    },
  })
}

function linger(body: IncomingMessage): void {
  if (body.complete || body.destroyed) return
  const timer = setTimeout(() => body.socket.destroy(), LINGER_MS).unref()
  body.once('close', () => clearTimeout(timer))
  body.unpipe().resume()
}
