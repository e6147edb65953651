import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Failure, fail } from '../../engine/failure.ts'
import { type ApplicationParts, listApplications } from './applications.ts'
import { addPages } from './pages.ts'
import { createConsoleSessions, csrfTokenOf } from './sessions.ts'
import { createThrottle } from './throttle.ts'
import type { ConsoleUsers } from './users.ts'
import { clearCookie, requireOwnOrigin, requireToken, setCookie, type Visitor, visitorOf } from './visitor.ts'

export interface ConsoleParts {
  readonly accounts: ApplicationParts
  readonly consoleUsers: ConsoleUsers
  /** ms */
  now(): number
}

/** What a page is told about who it is for. Without the csrfToken nothing can be changed. */
type WhoAmI =
  | { readonly signedIn: false }
  | { readonly signedIn: true; readonly name: string; readonly mustChange: boolean; readonly csrfToken: string }

const BODY_LIMIT_BYTES = 8192
const Credentials = Compile(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 64 }),
    password: Type.String({ minLength: 1, maxLength: 256 }),
  }),
)
const NewPassword = Compile(
  Type.Object({
    current: Type.String({ minLength: 1, maxLength: 256 }),
    password: Type.String({ minLength: 1, maxLength: 512 }),
  }),
)

/**
 * The console: its page at `/console` and, under `/console/api`, `GET|POST|DELETE session`, `POST password`, `GET applications`.
 * Errors are those of every HTTP answer; NOT_LOGGED_IN comes with status 401.
 * @example
 * addConsole(http, im)
 */
export function addConsole(http: FastifyInstance, parts: ConsoleParts): void {
  addPages(http)
  http.register(async (api) => addApi(api, parts), { prefix: '/console/api' })
}

function addApi(api: FastifyInstance, { accounts, consoleUsers: users, now }: ConsoleParts): void {
  const sessions = createConsoleSessions({ now })
  const throttle = createThrottle(now)

  async function signedIn(request: FastifyRequest): Promise<Visitor> {
    const visitor = await visitorOf(request, { sessions, users })
    if (visitor === undefined)
      throw fail('NOT_LOGGED_IN', 'Sign in to the console first: there is no session, or it ended.')
    return visitor
  }

  /** What changes something, for those who are signed in: every route but the sign-in itself goes through here (CON7). */
  const change =
    <T>(act: (request: FastifyRequest, reply: FastifyReply, visitor: Visitor) => Promise<T>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<T> => {
      requireOwnOrigin(request)
      const visitor = await signedIn(request)
      requireToken(request, visitor)
      return await act(request, reply, visitor)
    }

  function enter(request: FastifyRequest, reply: FastifyReply, user: Omit<Visitor, 'id'>): WhoAmI {
    const id = sessions.open(user)
    setCookie(request, reply, id)
    return { signedIn: true, name: user.name, mustChange: user.mustChange, csrfToken: csrfTokenOf(id) }
  }

  api.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  api.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Failure) || error.errorName !== 'NOT_LOGGED_IN') throw error
    return reply.code(401).send({ code: error.code, name: error.errorName, message: error.message })
  })

  api.get('/session', async (request): Promise<WhoAmI> => {
    const visitor = await visitorOf(request, { sessions, users })
    if (visitor === undefined) return { signedIn: false }
    const { name, mustChange, id } = visitor
    return { signedIn: true, name, mustChange, csrfToken: csrfTokenOf(id) }
  })

  api.post('/session', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply): Promise<WhoAmI> => {
    requireOwnOrigin(request)
    const { body } = request
    if (!Credentials.Check(body)) throw fail('BODY_MALFORMED', 'Send {"name", "password"} as application/json.')
    const user = await throttle.guard({ address: request.ip, name: body.name }, async () => {
      const answer = await users.verifyPassword(body.name, body.password)
      return answer.ok ? answer : undefined
    })
    if (user === undefined) throw fail('NOT_LOGGED_IN', 'The name or the password is wrong.')
    const previous = await visitorOf(request, { sessions, users })
    if (previous !== undefined) sessions.end(previous.id)
    return enter(request, reply, { name: user.name, passwordAt: user.changedAt, mustChange: user.mustChange })
  })

  api.delete(
    '/session',
    change(async (request, reply, visitor): Promise<WhoAmI> => {
      sessions.end(visitor.id)
      clearCookie(request, reply)
      return { signedIn: false }
    }),
  )

  api.post(
    '/password',
    { bodyLimit: BODY_LIMIT_BYTES },
    change(async (request, reply, { name }): Promise<WhoAmI> => {
      const { body } = request
      if (!NewPassword.Check(body)) throw fail('BODY_MALFORMED', 'Send {"current", "password"} as application/json.')
      const changed = await throttle.guard({ address: request.ip, name }, () =>
        users.changePassword(name, body.current, body.password).catch(nothingIfForbidden),
      )
      if (changed === undefined) throw fail('FORBIDDEN', 'The current password is wrong.')
      // The new time of the password ends every session that was opened with the old one, this one included.
      return enter(request, reply, { name, passwordAt: changed.changedAt, mustChange: changed.mustChange })
    }),
  )

  api.get('/applications', async (request) => {
    const { mustChange } = await signedIn(request)
    if (mustChange) throw fail('FORBIDDEN', 'Change the one-time password first.')
    return await listApplications(accounts)
  })
}

function nothingIfForbidden(error: unknown): undefined {
  if (error instanceof Failure && error.errorName === 'FORBIDDEN') return undefined
  throw error
}
