import type { Readable } from 'node:stream'
import type { Role } from '@signet/protocol/console/roles'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { AuditNote } from './audit/rules.ts'

/** Who asks, as the session proves it, and with what. */
export interface ConsoleCall<Input = unknown> {
  /** Checked against the route's schema: the body, or the query of a GET (numbers and booleans are read from their text). */
  readonly input: Input
  /** The application of the path, which exists; 0 on a path without `:sdkAppId`. */
  readonly sdkAppId: number
  readonly user: { readonly name: string; readonly role: Role }
  /** Names the session without giving it away. */
  readonly sessionKey: string
  /** Where the request came from. */
  readonly address: string
  /** Why, in the words of who asks; empty where the route does not want a reason. */
  readonly reason: string
  /** What the audit log shall say beside who and when: never a secret, nothing of a message. May be called more than once. */
  note(note: AuditNote): void
  /** What is uploaded, as it comes; for routes with `upload`. */
  readonly upload: Readable
  /** For the few answers that set a header. */
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A row of the console's API. `input`, `audited` and `reason` are what the door checks and writes before and after `handle`. */
export interface ConsoleRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Behind `/console/api/`. Ids that people choose go into the input, not into the path. */
  readonly path: string
  /** The least that somebody must be. */
  readonly role: Role
  readonly input: TSchema | undefined
  /** The name of the deed in the audit log, `account.erase`. Every route that changes something has one. */
  readonly audited: string | undefined
  /** A text `reason` of 3 to 200 characters has to come with the body, and is in the audit log. */
  readonly reason: boolean
  /** Also for who still has to change a one-time password or to set up a second factor. */
  readonly unsettled: boolean
  readonly bodyLimitBytes: number
  /** The body is a file that is read as it comes, and the input stands in the query: ids and numbers, nothing secret. */
  readonly upload: boolean
  handle(call: ConsoleCall): Promise<unknown>
}

const BODY_LIMIT_BYTES = 64 * 1024

/**
 * One row of the console's API; what `handle` answers goes out as JSON, a `Download` as a file.
 *
 * @example
 * consoleRoute({
 *   method: 'POST',
 *   path: 'applications/:sdkAppId/accounts/kick',
 *   role: 'operator',
 *   audited: 'account.kick',
 *   input: Type.Object({ userId: UserId }),
 *   async handle({ sdkAppId, input }) {
 *     await im.kick(sdkAppId, input.userId)
 *   },
 * })
 * @throws Error, at the start of the server, for a change that nobody audits
 */
export function consoleRoute<Input extends TSchema = TSchema>(route: {
  readonly method: ConsoleRoute['method']
  readonly path: string
  readonly role: Role
  readonly input?: Input
  readonly audited?: string
  readonly reason?: true
  readonly unsettled?: true
  /** Default 64 KiB; not asked of an upload. */
  readonly bodyLimitBytes?: number
  readonly upload?: true
  handle(call: ConsoleCall<Static<Input>>): Promise<unknown>
}): ConsoleRoute {
  const { method, path, audited, reason = false } = route
  if (method !== 'GET' && audited === undefined) throw new Error(`${method} ${path} changes something unaudited`)
  if (reason && (method === 'GET' || audited === undefined)) throw new Error(`${path}: a reason stands in a body`)
  return {
    method,
    path,
    role: route.role,
    input: route.input,
    audited,
    reason,
    unsettled: route.unsettled ?? false,
    bodyLimitBytes: route.bodyLimitBytes ?? BODY_LIMIT_BYTES,
    upload: route.upload ?? false,
    handle: (call) => route.handle(call as ConsoleCall<Static<Input>>),
  }
}

/** An answer that is a file. */
export class Download {
  readonly name: string
  readonly type: string
  readonly body: string | Buffer | Readable

  /** @param type the media type, `application/zip` */
  constructor(name: string, type: string, body: string | Buffer | Readable) {
    this.name = name
    this.type = type
    this.body = body
  }
}
