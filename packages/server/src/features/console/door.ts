import { mayAct } from '@signet/protocol/console/roles'
import { isSdkAppId } from '@signet/protocol/ids'
import { create as disposition } from 'content-disposition'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { Compile } from 'typebox/compile'
import { Failure, fail } from '../../engine/failure.ts'
import { type Bucket, take } from '../../engine/realtime/limiter.ts'
import type { ConsoleAudit } from './audit/log.ts'
import type { AuditNote } from './audit/rules.ts'
import { type ConsoleCall, type ConsoleRoute, Download } from './route.ts'
import { sessionKeyOf } from './sessions.ts'
import { addUpload } from './upload.ts'
import { type Identity, requireOwnOrigin, requireOwnSite, requireToken, type Visitor, visitorOf } from './visitor.ts'

export interface DoorParts extends Identity {
  readonly audit: Pick<ConsoleAudit, 'begin'>
  /** Throws APP_NOT_FOUND for an application that is not there. */
  readonly apps: { get(sdkAppId: number): Promise<unknown> }
  /** Whether a part of this application is there only: it is being imported. */
  isArriving(sdkAppId: number): boolean
}

/** What a session may ask: a page that is opened asks a dozen things at once. */
const PER_SECOND = 20
const BURST = 100

/** Text that says why: long enough to be one, short enough to be read. */
const REASON = { least: 3, most: 200 }

/**
 * The one door of the console's API. In this order: who asks (CON5), from a page of this server and with its token (CON7), settled
 * (CON9), with the role (CON12), with a good input, not too often; then the deed is written down, done, and its outcome written down.
 */
export function addRoutes(api: FastifyInstance, routes: readonly ConsoleRoute[], parts: DoorParts): void {
  const bySession = new LRUCache<string, Bucket>({ max: 2000 })

  function slowDown(visitor: Visitor): void {
    const key = sessionKeyOf(visitor.id)
    const bucket = bySession.get(key) ?? { tokens: 0, tokensAt: 0 }
    bySession.set(key, bucket)
    const wait = take(bucket, performance.now(), PER_SECOND, BURST)
    if (wait > 0) throw fail('TOO_FREQUENT', undefined, wait)
  }

  for (const route of routes) {
    const check = inputReader(route)
    const row = {
      method: route.method,
      url: `/${route.path}`,
      // Otherwise a HEAD would do what a GET does, for nothing.
      exposeHeadRoute: route.audited === undefined,
      bodyLimit: route.bodyLimitBytes,
      async handler(request: FastifyRequest, reply: FastifyReply) {
        const changes = route.method !== 'GET'
        const visitor = await visitorOf(request, parts)
        if (visitor === undefined)
          throw fail('NOT_LOGGED_IN', 'Sign in to the console first: there is no session, or it ended.')
        if (changes) {
          requireOwnOrigin(request)
          requireToken(request, visitor)
        }
        // A GET that is written down does something, and no token comes with it.
        if (!changes && route.audited !== undefined) requireOwnSite(request)
        if (!route.unsettled) requireSettled(visitor)
        if (!mayAct(visitor.role, route.role)) {
          throw fail('FORBIDDEN', `This takes the role ${route.role} at least; yours is ${visitor.role}.`)
        }
        slowDown(visitor)
        const input = check(request)
        const sdkAppId = await applicationOf(request, parts)
        const notes: AuditNote[] = []
        const call: ConsoleCall = {
          input,
          sdkAppId,
          user: { name: visitor.name, role: visitor.role },
          sessionKey: sessionKeyOf(visitor.id),
          address: request.ip,
          reason: route.reason ? reasonOf(request.body) : '',
          note(note) {
            notes.push(note)
          },
          upload: request.raw,
          request,
          reply,
        }
        if (route.audited === undefined) return send(reply, await route.handle(call))
        const end = await parts.audit.begin({
          who: visitor.name,
          role: visitor.role,
          action: route.audited,
          sdkAppId,
          address: call.address,
          reason: call.reason,
          input,
        })
        const noted = (): AuditNote => Object.assign({}, ...notes)
        let answer: unknown
        try {
          answer = await route.handle(call)
        } catch (error) {
          await end(error instanceof Failure ? error.errorName : 'INTERNAL', noted())
          throw error
        }
        await end('done', noted())
        return send(reply, answer)
      },
    }
    if (route.upload) api.register(async (scope) => addUpload(scope, row))
    else api.route(row)
  }
}

function requireSettled({ unsettled }: Visitor): void {
  if (unsettled === 'password') throw fail('FORBIDDEN', 'Change the one-time password first.')
  if (unsettled === 'secondFactor')
    throw fail('FORBIDDEN', 'Set up a second factor first: everybody has to have one here.')
}

async function applicationOf(request: FastifyRequest, { apps, isArriving }: DoorParts): Promise<number> {
  const text = (request.params as Record<string, string>)['sdkAppId']
  if (text === undefined) return 0
  const sdkAppId = /^\d{1,10}$/.test(text) ? Number(text) : 0
  if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
  await apps.get(sdkAppId)
  if (isArriving(sdkAppId)) throw fail('FORBIDDEN', 'This application is being imported: wait for its end.')
  return sdkAppId
}

/** Reads what a route wants, without what it does not know. */
function inputReader({ method, upload, input: schema }: ConsoleRoute): (request: FastifyRequest) => unknown {
  if (schema === undefined) return () => ({})
  const validator = Compile(schema)
  return ({ query, body }) => {
    const given = method === 'GET' || upload ? validator.Convert({ ...(query as object) }) : (body ?? {})
    if (validator.Check(given)) return given
    const [first] = validator.Errors(given)
    const where = first?.instancePath.slice(1) || 'the input'
    throw fail('BAD_PARAMETER', `${where}: ${first?.message ?? 'is wrong'}.`)
  }
}

function reasonOf(body: unknown): string {
  const { reason } = (body ?? {}) as { readonly reason?: unknown }
  const text = typeof reason === 'string' ? reason.trim() : ''
  if (text.length < REASON.least || text.length > REASON.most) {
    throw fail(
      'BAD_PARAMETER',
      `reason: say why in ${REASON.least} to ${REASON.most} characters; it is kept in the audit log.`,
    )
  }
  return text
}

function send(reply: FastifyReply, answer: unknown): FastifyReply {
  if (!(answer instanceof Download)) return reply.send(answer ?? {})
  reply.header('content-disposition', disposition(answer.name))
  return reply.type(answer.type).send(answer.body)
}
