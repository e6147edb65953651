import { timingSafeEqual } from 'node:crypto'
import type { Role } from '@signet/protocol/console/roles'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../engine/failure.ts'
import { originAllowed } from '../../engine/realtime/origin.ts'
import type { SecondFactors } from './second-factor/second-factor.ts'
import { type ConsoleSession, type ConsoleSessions, csrfTokenOf } from './sessions.ts'
import type { ConsoleUser, ConsoleUsers } from './users.ts'

/** Somebody who is signed in, as a request proves it. */
export interface Visitor extends ConsoleSession {
  readonly id: string
  readonly role: Role
  /** What they have to do before anything else is open to them (CON9). */
  readonly unsettled: 'password' | 'secondFactor' | undefined
  readonly secondFactor: boolean
}

/** What says who somebody is, from one request to the next. */
export interface Identity {
  readonly sessions: ConsoleSessions
  readonly users: Pick<ConsoleUsers, 'get'>
  readonly secondFactors: Pick<SecondFactors, 'isRequired'>
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

/** CON7: a browser says from where it was sent to a download; a program that is none says nothing. */
export function requireOwnSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw fail('FORBIDDEN', 'This is asked for from the pages of the console only.')
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
export async function visitorOf(request: FastifyRequest, identity: Identity): Promise<Visitor | undefined> {
  const { sessions, users } = identity
  const id = cookieId(request.headers.cookie)
  const session = id === undefined ? undefined : sessions.use(id)
  if (id === undefined || session === undefined) return undefined
  const user = await users.get(session.name)
  if (user?.changedAt === session.passwordAt && user.disabledAt === undefined) {
    const unsettled = await unsettledOf(user, identity)
    return { ...session, id, role: user.role, secondFactor: user.secondFactor, unsettled }
  }
  sessions.end(id)
  return undefined
}

/**
 * Opens a session for somebody who proved to be this user.
 * @throws NOT_LOGGED_IN when the user is gone meanwhile, or the password that was proven is not the one of the user any more
 */
export async function newVisitor(
  request: FastifyRequest,
  session: ConsoleSession,
  identity: Identity,
): Promise<Visitor> {
  const user = await identity.users.get(session.name)
  if (user?.changedAt !== session.passwordAt || user.disabledAt !== undefined) throw fail('NOT_LOGGED_IN')
  const { role, secondFactor } = user
  const place = { address: request.ip, agent: request.headers['user-agent'] ?? '' }
  const id = identity.sessions.open(session, place)
  return { ...session, id, role, secondFactor, unsettled: await unsettledOf(user, identity) }
}

async function unsettledOf(
  { mustChange, secondFactor }: ConsoleUser,
  { secondFactors }: Identity,
): Promise<Visitor['unsettled']> {
  if (mustChange) return 'password'
  return !secondFactor && (await secondFactors.isRequired()) ? 'secondFactor' : undefined
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
