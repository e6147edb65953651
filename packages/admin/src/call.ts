import { isSdkAppId } from '@signet/protocol/ids'
import type { CommandInput, CommandOutput, CommandPath } from '@signet/protocol/rest/commands'
import { LONGEST_WAIT, pause, waitBefore } from './backoff.ts'
import { AdminError, trouble } from './errors.ts'
import type { AdminOptions } from './options.ts'
import { post } from './post.ts'
import { isRepeatable } from './repeatable.ts'
import { createTickets } from './tickets.ts'
import { within } from './within.ts'

export type { CommandInput, CommandPath } from '@signet/protocol/rest/commands'

/** What a command answers, with what every command does. */
export type Answer<P extends CommandPath> = CommandOutput<P> & {
  /** `SomeError`: a part of a batch was refused, see the fields of the command. */
  readonly ActionStatus: string
  readonly ErrorCode: number
  readonly ErrorInfo: string
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call and its waiting: it is rejected with the signal's reason, and may have been carried out. */
  readonly signal?: AbortSignal
  /** For one try, ms. */
  readonly timeoutMs?: number
  /** Tries after the first one. */
  readonly retries?: number
}

/** @throws AdminError */
export type Call = <P extends CommandPath>(
  command: P,
  input: CommandInput<P>,
  options?: CallOptions,
) => Promise<Answer<P>>

const TIMEOUT = 10_000
const RETRIES = 4
/** The ticket is too old, or was revoked by a kick: another one may be good. */
const OLD_TICKET: ReadonlySet<string> = new Set(['USERSIG_EXPIRED', 'USERSIG_REVOKED'])

/** Calls of one application: a ticket for each, again where that is safe. */
export function createCall(options: AdminOptions): Call {
  const { server, sdkAppId, administrator = 'administrator', now = Date.now } = options
  const base = new URL(server.endsWith('/') ? server : `${server}/`)
  if (base.protocol !== 'https:' && base.protocol !== 'http:') throw new TypeError('server is no http(s) address.')
  if (!isSdkAppId(sdkAppId)) throw new TypeError('sdkAppId is no SDKAppID: pass a number.')
  const tickets = createTickets({ ...options, administrator, now })

  const ticketFor = async (command: string, { signal, timeoutMs }: Limits): Promise<string> => {
    try {
      return await within(timeoutMs, signal, () => tickets.get())
    } catch (cause) {
      signal?.throwIfAborted()
      const details = { retryable: false, mayBeDone: false, cause }
      throw trouble('TICKET_UNAVAILABLE', command, 'there is no ticket of the administrator.', details)
    }
  }

  const tryOnce = async (command: string, body: string, limits: Limits) => {
    const ticket = await ticketFor(command, limits)
    const url = new URL(`v4/${command}`, base)
    const random = Math.floor(Math.random() * 0x1_0000_0000)
    const query = { sdkappid: sdkAppId, identifier: administrator, usersig: ticket, random, contenttype: 'json' }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
    try {
      return await post({ command, url, ticket, body, fetch: options.fetch ?? fetch, ...limits })
    } catch (error) {
      if (error instanceof AdminError && OLD_TICKET.has(error.name)) tickets.drop(ticket)
      throw error
    }
  }

  const call = async (command: string, input: object, own: CallOptions = {}): Promise<unknown> => {
    const body = JSON.stringify(withIdentity(command, input, now()))
    const limits = { signal: own.signal, timeoutMs: own.timeoutMs ?? options.timeoutMs ?? TIMEOUT }
    const mostRetries = own.retries ?? options.retries ?? RETRIES
    let hasNewTicket = false
    let retries = 0
    for (let tries = 1; ; tries++) {
      try {
        return await tryOnce(command, body, limits)
      } catch (error) {
        if (!(error instanceof AdminError)) throw error
        error.tries = tries
        if (OLD_TICKET.has(error.name) && !hasNewTicket) {
          hasNewTicket = true
          continue
        }
        if (!isWorthRetrying(error) || retries >= mostRetries) throw error
        retries++
        await pause(waitBefore(retries, error.retryAfterMs), own.signal)
      }
    }
  }
  return call as Call
}

/** Of one try. */
interface Limits {
  readonly signal: AbortSignal | undefined
  readonly timeoutMs: number
}

function isWorthRetrying({ retryable, mayBeDone, command, retryAfterMs = 0 }: AdminError): boolean {
  return retryable && retryAfterMs <= LONGEST_WAIT && (!mayBeDone || isRepeatable(command))
}

/** The time is part of what the server knows a private message by: a retry must not bring another one. */
function withIdentity(command: string, input: object, now: number): object {
  return command === 'openim/sendmsg' ? { MsgTimeStamp: Math.floor(now / 1000), ...input } : input
}
