import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Failure, fail } from '../../engine/failure.ts'
import type { Arrivals } from '../transfer/arrivals.ts'
import type { ConsoleAudit } from './audit/log.ts'
import { createSignInAudit, type RefusedFor } from './audit/sign-ins.ts'
import { addRoutes, type DoorParts } from './door.ts'
import { addPages } from './pages.ts'
import type { ConsoleRoute } from './route.ts'
import { ownRoutes } from './routes/own.ts'
import type { SecondFactors } from './second-factor/second-factor.ts'
import { type ConsoleSession, createConsoleSessions } from './sessions.ts'
import { createThrottle } from './throttle.ts'
import type { ConsoleUsers } from './users.ts'
import {
  clearCookie,
  type Identity,
  newVisitor,
  requireOwnOrigin,
  requireToken,
  setCookie,
  visitorOf,
} from './visitor.ts'
import { type WhoAmI, whoAmI } from './who-am-i.ts'

export interface ConsoleParts {
  readonly accounts: { readonly apps: DoorParts['apps'] }
  readonly consoleUsers: ConsoleUsers
  readonly secondFactors: SecondFactors
  readonly consoleAudit: ConsoleAudit
  readonly transfer: { readonly arrivals: Pick<Arrivals, 'isArriving'> }
  /** ms */
  now(): number
}

const BODY_LIMIT_BYTES = 8192
const Credentials = Compile(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 64 }),
    password: Type.String({ minLength: 1, maxLength: 256 }),
    code: Type.Optional(Type.String({ maxLength: 64 })),
  }),
)

/**
 * The console: its page at `/console` and its API under `/console/api`: `GET|POST|DELETE session` here, everything else as rows
 * (see `route.ts`). Errors are those of every HTTP answer; NOT_LOGGED_IN and SECOND_FACTOR_NEEDED come with status 401.
 * @example
 * addConsole(http, im, consoleRoutes(im))
 */
export function addConsole(http: FastifyInstance, parts: ConsoleParts, routes: readonly ConsoleRoute[]): void {
  addPages(http)
  http.register(async (api) => addApi(api, parts, routes), { prefix: '/console/api' })
}

function addApi(api: FastifyInstance, parts: ConsoleParts, routes: readonly ConsoleRoute[]): void {
  const { consoleUsers: users, secondFactors, consoleAudit: audit, now } = parts
  const sessions = createConsoleSessions({ now })
  const throttle = createThrottle(now)
  const signIns = createSignInAudit({ audit, now })
  const identity: Identity = { sessions, users, secondFactors }

  async function enter(request: FastifyRequest, reply: FastifyReply, session: ConsoleSession): Promise<WhoAmI> {
    const visitor = await newVisitor(request, session, identity)
    setCookie(request, reply, visitor.id)
    return whoAmI(visitor)
  }

  api.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  api.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Failure) || !UNKNOWN_VISITOR.has(error.errorName)) throw error
    return reply.code(401).send({ code: error.code, name: error.errorName, message: error.message })
  })

  api.get('/session', async (request): Promise<WhoAmI> => {
    const visitor = await visitorOf(request, identity)
    return visitor === undefined ? { signedIn: false } : whoAmI(visitor)
  })

  api.post('/session', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply): Promise<WhoAmI> => {
    requireOwnOrigin(request)
    const { body } = request
    if (!Credentials.Check(body)) throw fail('BODY_MALFORMED', 'Send {"name", "password"} as application/json.')
    const { name, password, code = '' } = body
    const wrong = { what: 'password' as RefusedFor }
    const proven = await throttle.guard({ address: request.ip, name }, async () => {
      const verified = await users.verifyPassword(name, password)
      if (!verified.ok) return undefined
      const session = { name, passwordAt: verified.changedAt }
      const user = await users.get(name)
      if (user?.secondFactor !== true) return session
      // To ask for the code is no failure, but a code that is wrong is one: it could be guessed else (CON13).
      if (code === '') return 'codeMissing'
      wrong.what = 'code'
      return await throttle.guardCode(name, async () =>
        (await secondFactors.verify(name, code)) ? session : undefined,
      )
    })
    if (proven === 'codeMissing') throw fail('SECOND_FACTOR_NEEDED')
    // Read for every name, known or not, and for every outcome: the time says nothing (CON8).
    const user = await users.get(name)
    if (proven === undefined) await signIns.refused(user, request.ip, wrong.what)
    if (proven === undefined && code === '') throw fail('NOT_LOGGED_IN', 'The name or the password is wrong.')
    if (proven === undefined) throw fail('NOT_LOGGED_IN', 'The name, the password or the code is wrong.')
    if (user !== undefined) await signIns.opens(user, request.ip)
    const previous = await visitorOf(request, identity)
    if (previous !== undefined) sessions.end(previous.id)
    return await enter(request, reply, proven)
  })

  api.delete('/session', async (request, reply): Promise<WhoAmI> => {
    requireOwnOrigin(request)
    const visitor = await visitorOf(request, identity)
    if (visitor === undefined) throw fail('NOT_LOGGED_IN', 'There is no session, or it ended.')
    requireToken(request, visitor)
    await signIns.closes(visitor, request.ip)
    sessions.end(visitor.id)
    clearCookie(request, reply)
    return { signedIn: false }
  })

  const { apps } = parts.accounts
  const doorParts: DoorParts = { ...identity, audit, apps, isArriving: parts.transfer.arrivals.isArriving }
  addRoutes(api, [...ownRoutes({ ...parts, sessions, throttle, enter }), ...routes], doorParts)
}

const UNKNOWN_VISITOR: ReadonlySet<string> = new Set(['NOT_LOGGED_IN', 'SECOND_FACTOR_NEEDED'])
