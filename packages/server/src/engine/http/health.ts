import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fail } from '../failure.ts'
import type { Metrics } from '../metrics.ts'
import { isLocalRequest } from './loopback.ts'

export interface HealthOptions {
  readonly metrics: Metrics
  readonly access: 'loopback' | 'token' | 'public'
  readonly token: string | undefined
  /** False from the moment the server begins to leave (CHK58). */
  ready(): boolean
}

/** `/healthz`: the process answers. `/readyz`: it takes work. `/metrics`: Prometheus text, for whom the configuration allows. */
export function addHealth(app: FastifyInstance, options: HealthOptions): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    if (options.ready()) return { status: 'ready' }
    return reply.code(503).send({ status: 'leaving' })
  })
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, options))
      throw fail('FORBIDDEN', 'Metrics are not for this caller: see metrics.access in the configuration.')
    reply.type(options.metrics.registry.contentType)
    return options.metrics.registry.metrics()
  })
}

function mayRead(request: FastifyRequest, { access, token }: HealthOptions): boolean {
  if (access === 'public') return true
  if (access === 'loopback') return isLocalRequest(request)
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token ?? ''}`)
  return token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted)
}
