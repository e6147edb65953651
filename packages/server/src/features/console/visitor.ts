import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../engine/failure.ts'
import { originAllowed } from '../../engine/realtime/origin.ts'
import { type ConsoleSession, type ConsoleSessions, csrfTokenOf } from './sessions.ts'
import type { ConsoleUsers } from './users.ts'

/** Somebody who is signed in, as a request proves it. */
export interface Visitor extends ConsoleSession {
  readonly id: string
  /** Nothing is open to them but changing the password (CON2). */
  readonly mustChange: boolean
}

const COOKIE = 'signet-console'
const ID = /^[A-Za-z0-9_-]{43}$/

/** CON7: a change comes from a page of this server. A program that is no browser names the server's own origin. */
export function requireOwnOrigin(request: FastifyRequest): void {
  const { origin } = request.headers
  const secure = request.protocol !== 'https' || origin?.startsWith('https:') === true
  if (origin === undefined || !secure || !originAllowed(origin, request.host, ['self'])) {
    throw fail('FORBIDDEN', 'The Origin header must name this server: the console is changed from its own pages only.')
  }
}

/** CON7: and it carries the token that only this page was given. */
export function requireToken(request: FastifyRequest, visitor: Visitor): void {
  const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''))
  const wanted = Buffer.from(csrfTokenOf(visitor.id))
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw fail('FORBIDDEN', 'The x-csrf-token header must hold the csrfToken of this session: reload the page.')
  }
}

/** Who sent this request; nobody when the session is over, or its password is not the one it was opened with (CON6). */
export async function visitorOf(
  request: FastifyRequest,
  { sessions, users }: { readonly sessions: ConsoleSessions; readonly users: Pick<ConsoleUsers, 'passwordState'> },
): Promise<Visitor | undefined> {
  const id = cookieId(request.headers.cookie)
  const session = id === undefined ? undefined : sessions.use(id)
  if (id === undefined || session === undefined) return undefined
  const password = await users.passwordState(session.name)
  if (password?.changedAt === session.passwordAt) return { ...session, id, mustChange: password.mustChange }
  sessions.end(id)
  return undefined
}

/** `Secure` only where the browser came over https: over plain http it would never come back. */
export function setCookie(request: FastifyRequest, reply: FastifyReply, id: string): void {
  reply.header('set-cookie', `${COOKIE}=${id}; ${attributes(request)}`)
}

export function clearCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', `${COOKIE}=; Max-Age=0; ${attributes(request)}`)
}

const attributes = (request: FastifyRequest): string =>
  `Path=/console; HttpOnly; SameSite=Strict${request.protocol === 'https' ? '; Secure' : ''}`

/** Two cookies of the name are none: one was planted by a neighbouring site, and which one cannot be told. */
function cookieId(header: string | undefined): string | undefined {
  const found = (header ?? '').split(';').filter((pair) => pair.trim().startsWith(`${COOKIE}=`))
  const id = found[0]?.trim().slice(COOKIE.length + 1) ?? ''
  return found.length === 1 && ID.test(id) ? id : undefined
}
