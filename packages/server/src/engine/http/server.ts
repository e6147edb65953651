import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import { Failure, fail } from '../failure.ts'

export interface HttpOptions {
  readonly bodyLimitBytes: number
  readonly trustProxy: boolean | string[]
  readonly log: Logger
  /**
   * A client has this long to send a request, half of it for the headers and half for the body, ms; a slow one is cut (CHK18). Default
   * 13 s: with the time until Node looks, 15. A route with `slowBody` sees to its body itself.
   */
  readonly requestMs?: number
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route cuts slow bodies by a measure of its own. */
    slowBody?: true
  }
}

const REQUEST_MS = 13_000
const LOOK_EVERY_MS = 2000
/** Nothing takes longer, whatever the route says. */
const LONGEST_REQUEST_MS = 3_600_000

/** The HTTP side of the process: limits and the one place where an error becomes an answer. Routes are added by the features. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const requestMs = options.requestMs ?? REQUEST_MS
  const app = Fastify({
    logger: false,
    bodyLimit: options.bodyLimitBytes,
    trustProxy: options.trustProxy,
    forceCloseConnections: true,
    requestTimeout: LONGEST_REQUEST_MS,
    keepAliveTimeout: 72_000,
    http: {
      headersTimeout: requestMs / 2,
      connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, requestMs),
      maxHeaderSize: 16 * 1024,
      // Some HTTP clients offer HTTP/2 with every request (`Upgrade: h2c`): that is a request like any other.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    frameworkErrors: (_error, _request, reply) => {
      ;(reply as FastifyReply).code(400).send(bodyOf(fail('BAD_PARAMETER', 'The path of this request cannot be read.')))
    },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  })
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (routeOptions.config.slowBody !== true) cutLateBody(raw, requestMs / 2)
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
  })
  app.setNotFoundHandler((_request, reply) => {
    reply.code(404).send({ code: 404, name: 'NOT_FOUND', message: 'There is nothing at this path.' })
  })
  app.setErrorHandler((error: FastifyError | Failure, request, reply) => {
    if (error instanceof Failure) {
      if (error.retryAfter !== undefined) reply.header('retry-after', Math.ceil(error.retryAfter / 1000))
      return reply.code(statusOf(error)).send(bodyOf(error))
    }
    // What the framework refuses: bad JSON, a body over the limit, an unknown content type.
    const status = error.statusCode ?? 500
    if (status < 500) return reply.code(status).send(bodyOf(fail('BODY_MALFORMED', error.message)))
    const reference = randomUUID()
    options.log.error(
      { err: error, reference, method: request.method, route: request.routeOptions.url },
      'request failed',
    )
    return reply.code(500).send(bodyOf(fail('INTERNAL', `Something went wrong in the server. Reference: ${reference}`)))
  })
  return app
}

/** Node's own limit is one for all routes, and files take longer than anything else. */
function cutLateBody(request: IncomingMessage, ms: number): void {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers
  if (length === '0' && encoding === undefined) return
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy()
  }, ms)
  request.once('close', () => clearTimeout(timer))
}

const bodyOf = (error: Failure) => ({ code: error.code, name: error.errorName, message: error.message })

function statusOf(error: Failure): number {
  switch (error.errorName) {
    case 'INTERNAL':
      return 500
    case 'FORBIDDEN':
    case 'ADMIN_REQUIRED':
    case 'FILE_DENIED':
    case 'FILE_QUOTA':
      return 403
    case 'FILE_NOT_FOUND':
      return 404
    case 'FILE_TOO_LARGE':
      return 413
    case 'TOO_FREQUENT':
    case 'USERSIG_THROTTLED':
      return 429
    case 'OVERLOADED':
    case 'STORE_UNAVAILABLE':
    case 'FILE_STORE_UNAVAILABLE':
      return 503
    default:
      return 400
  }
}
