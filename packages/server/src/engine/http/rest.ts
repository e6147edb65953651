import { randomUUID } from 'node:crypto'
import type { Command } from '@signet/protocol/command'
import { ERRORS, type ErrorName } from '@signet/protocol/errors'
import { COMMANDS, type CommandInput, type CommandOutput, type CommandPath } from '@signet/protocol/rest/commands'
import { type ErrorFamily, familyOf } from '@signet/protocol/rest/families'
import { currentPath } from '@signet/protocol/rest/paths'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Failure, fail } from '../failure.ts'
import { inputReader, readBody } from './rest-input.ts'
import { createRates, type RestLimits } from './rest-rates.ts'

/** Who calls: verified, never what a body says. */
export interface RestCaller {
  readonly sdkAppId: number
  /** UserID of the account administrator whose ticket it is. */
  readonly administrator: string
  /** Address that it came from. */
  readonly ip: string
  /** The server as the caller reached it, `https://im.example.com`; absent: it came by no request. */
  readonly origin?: string
}

export type RestHandler<P extends CommandPath> = (
  caller: RestCaller,
  input: CommandInput<P>,
) => Promise<CommandOutput<P>> | CommandOutput<P>

/** One handler per command of the table: a missing one does not compile. */
export type RestHandlers = { readonly [P in CommandPath]: RestHandler<P> }

/** What stands in the URL, as it came. */
export interface Credentials {
  readonly sdkappid: unknown
  readonly identifier: unknown
  readonly usersig: unknown
  /** Address of the connection, or what a trusted proxy says. */
  readonly ip: string
  readonly origin: string
}

export interface RestOptions {
  readonly handlers: RestHandlers
  readonly limits: RestLimits
  readonly bodyLimitBytes: number
  /** The one door of the server API (REST2). @throws Failure */
  authorize(credentials: Credentials): Promise<RestCaller>
  /** Hears about the outcome of every call: for metrics and the log. */
  readonly observer: {
    done(path: string, ms: number, errorName: string | undefined): void
    crashed(error: unknown, reference: string, path: string): void
    /** A command was called more often than it may be; `calls` within the current second. */
    overLimit(caller: RestCaller, path: string, calls: number, limit: number): void
  }
}

interface Entry {
  readonly path: string
  readonly command: Command
  readonly family: ErrorFamily
  readonly read: (body: Record<string, unknown>) => Record<string, unknown>
  readonly handle: (caller: RestCaller, input: never) => unknown
}

/** Calls that wait for an answer, in bytes of their bodies: more are turned away (CHK47). */
const MOST_UNDER_WAY = 64 * 1024 * 1024
const BUSY_RETRY_MS = 1000
/** Characters of an answer, for services that have a limit. */
const MOST_ANSWER = 1024 * 1024

type Query = Readonly<Record<string, unknown>>
type Body = { Params: { service?: string; command?: string; '*'?: string }; Querystring: Query; Body: Buffer }

/** The same commands, for who is known already by another door. */
export interface RestCalls {
  /** What the command would have been answered with over HTTP, as JSON. Limits count as for any call. */
  invoke(caller: RestCaller, path: string, body: Buffer): Promise<string>
}

/** The server API v4: one route, a lookup by path, and one order of checks (REST1). */
export function addRest(http: FastifyInstance, options: RestOptions): RestCalls {
  const { authorize, observer } = options
  const rates = createRates(options.limits)
  const table = new Map<string, Entry>()
  for (const [path, command] of Object.entries<Command>(COMMANDS)) {
    const family = familyOf(path)
    const handle = options.handlers[path as CommandPath] as Entry['handle']
    table.set(path, { path, command, family, read: inputReader(command, family), handle })
  }
  let underWay = 0

  /** In the order of REST1. @throws Failure */
  const call = async (entry: Entry, request: FastifyRequest<Body>): Promise<unknown> => {
    const { sdkappid, identifier, usersig } = request.query
    const origin = `${request.protocol}://${request.host}`
    return perform(entry, await authorize({ sdkappid, identifier, usersig, ip: request.ip, origin }), request.body)
  }

  const perform = async (entry: Entry, caller: RestCaller, text: Buffer): Promise<unknown> => {
    const body = readBody(text, entry.family.json)
    const appWait = rates.ofApp(caller.sdkAppId)
    if (appWait > 0) throw fail('APP_TOO_FREQUENT', undefined, appWait)
    const { wait, calls, limit } = rates.ofCommand(caller.sdkAppId, entry.path, entry.command.perSecond)
    if (wait > 0) {
      observer.overLimit(caller, entry.path, calls, limit)
      throw fail(entry.family.frequency, undefined, wait)
    }
    return entry.handle(caller, entry.read(body) as never)
  }

  const answered = async (
    path: string,
    size: number,
    run: (entry: Entry) => Promise<unknown>,
  ): Promise<{ readonly text: string; readonly retryAfter?: number | undefined }> => {
    const startedAt = performance.now()
    const entry = table.get(path)
    underWay += size
    try {
      if (entry === undefined) throw fail(familyOf(path).unknown)
      if (underWay > MOST_UNDER_WAY) throw fail('OVERLOADED', undefined, BUSY_RETRY_MS)
      const output = await run(entry)
      const text = JSON.stringify({ ...OK, ...(output as object) })
      const { answerTooLong } = entry.family
      if (answerTooLong !== undefined && text.length > MOST_ANSWER) throw fail(answerTooLong)
      observer.done(entry.path, performance.now() - startedAt, undefined)
      return { text }
    } catch (error) {
      const failure = known(error, path, entry?.command, observer)
      const ms = performance.now() - startedAt
      observer.done(entry?.path ?? 'unknown', ms, failure.errorName)
      return { text: JSON.stringify(failed(failure)), retryAfter: failure.retryAfter }
    } finally {
      underWay -= size
    }
  }

  const answer = async (request: FastifyRequest<Body>, reply: FastifyReply): Promise<FastifyReply> => {
    const path = currentPath(`${request.params.service}/${request.params.command}`)
    const { text, retryAfter } = await answered(path, request.body?.length ?? 0, (entry) => {
      const isTaken = request.method === 'POST' || (request.method === 'GET' && entry.command.byGet === true)
      if (!isTaken) throw fail(entry.family.unknown)
      return call(entry, request)
    })
    if (retryAfter !== undefined) reply.header('retry-after', Math.ceil(retryAfter / 1000))
    return send(reply, text)
  }

  http.register(async (scope) => {
    // Whatever a client says that its body is, it is JSON (REST3).
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.addHook('onRequest', async (request) => {
      delete request.raw.headers['content-type']
    })
    scope.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
      const { service = '', command = '' } = request.params as Body['Params']
      const failure = isTransportTrouble(error)
        ? fail('REQUEST_TOO_LONG', error.message)
        : known(error, `${service}/${command}`, undefined, observer)
      return send(reply, JSON.stringify(failed(failure)))
    })
    scope.all<Body>('/v4/:service/:command', { bodyLimit: options.bodyLimitBytes }, answer)
    scope.all('/v4/*', { bodyLimit: options.bodyLimitBytes }, (_request, reply) =>
      send(reply, JSON.stringify(failed(fail('COMMAND_UNKNOWN')))),
    )
  })
  return {
    async invoke(caller, path, body) {
      return (await answered(currentPath(path), body.length, (entry) => perform(entry, caller, body))).text
    },
  }
}

const isTransportTrouble = (error: { statusCode?: number }): boolean => error.statusCode === 413

const OK = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, ErrorDisplay: '' }

const failed = (failure: Failure) => ({
  ActionStatus: 'FAIL',
  ErrorInfo: failure.message,
  ErrorCode: failure.code,
  ErrorDisplay: '',
})

const send = (reply: FastifyReply, text: string): FastifyReply =>
  reply.code(200).header('content-type', 'application/json; charset=utf-8').send(text)

/** What the caller is told: the command's own word for a refusal; a fault of the server is a reference to the log and no more. */
function known(error: unknown, path: string, command: Command | undefined, observer: RestOptions['observer']): Failure {
  const family = familyOf(path)
  if (!(error instanceof Failure)) {
    const reference = randomUUID()
    observer.crashed(error, reference, path)
    return fail(family.internal, `Something went wrong in the server. Reference: ${reference}`)
  }
  const said = command?.says?.[error.errorName] ?? spoken(error.errorName, family)
  return said === error.errorName ? error : fail(said, textFor(error), error.retryAfter)
}

/** Verbs speak with one voice; services have their own codes for what is wrong with any call. */
function spoken(name: ErrorName, family: ErrorFamily): ErrorName {
  if (name === 'BAD_PARAMETER') return family.parameter
  if (name === 'INTERNAL' || name === 'STORE_UNAVAILABLE') return family.internal
  return name
}

/** The detail that a verb gave survives the translation; the text of its own table row does not. */
function textFor(error: Failure): string | undefined {
  const { text, advice } = ERRORS[error.errorName]
  return error.message === `${text} ${advice}` ? undefined : error.message
}
