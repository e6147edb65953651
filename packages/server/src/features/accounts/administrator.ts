import { hash } from 'node:crypto'
import { isSdkAppId, isUserId } from '@signet/protocol/ids'
import { boundedCache } from '../../engine/bounded-cache.ts'
import { Failure, fail } from '../../engine/failure.ts'
import type { Credentials, RestCaller } from '../../engine/http/rest.ts'
import { type FailureCounter, networkOf } from '../../engine/realtime/limiter.ts'
import type { App } from './app.ts'
import type { Accounts } from './create.ts'

export interface AdministratorParts {
  readonly accounts: Pick<Accounts, 'verifyTicket' | 'keyTrusted' | 'find' | 'apps'>
  /** Failed tickets by network, those of sockets included. */
  readonly failures: FailureCounter
  /** ms */
  now(): number
}

interface Admitted {
  /** ms */
  readonly verifiedAt: number
  readonly keyId: string
  /** Unix seconds. */
  readonly issuedAt: number
  /** Unix seconds; good up to and including this second. */
  readonly expiresAt: number
}

/** Tickets that are known to be good, by hash: a backend uses one for months, so its signature is verified once (REST4). */
const MOST_TICKETS = 10_000
/** A ticket in use is verified again so often, ms: so that its key is seen to be in use (KEY7). */
const VERIFY_EVERY = 60_000

/**
 * The door of the server API: the caller is the account administrator whose ticket stands in the URL, or nobody (REST2).
 * What a known ticket depends on is asked again at every call: its expiry, its key, the kick of its account, the application.
 */
export function createAuthorize(parts: AdministratorParts): (credentials: Credentials) => Promise<RestCaller> {
  const { accounts } = parts
  const good = boundedCache<string, Admitted>(MOST_TICKETS)

  const holds = async (ticket: Admitted, sdkAppId: number, userId: string): Promise<boolean> => {
    if (parts.now() >= (ticket.expiresAt + 1) * 1000 || !accounts.keyTrusted(sdkAppId, ticket.keyId)) return false
    const account = await accounts.find(sdkAppId, userId)
    return account === undefined || ticket.issuedAt >= account.sigNotBefore
  }

  const isOld = ({ verifiedAt }: Admitted): boolean => parts.now() - verifiedAt > VERIFY_EVERY

  const verify = async (sdkAppId: number, userId: string, userSig: string, ip: string): Promise<Admitted> => {
    const caller = networkOf(ip)
    const wait = parts.failures.blockedFor(caller)
    if (wait > 0) throw fail('USERSIG_THROTTLED', undefined, wait)
    try {
      const { keyId, issuedAt, expiresAt } = await accounts.verifyTicket({ sdkAppId, userId, userSig })
      return { verifiedAt: parts.now(), keyId, issuedAt, expiresAt }
    } catch (error) {
      if (error instanceof Failure && error.row.retryable === undefined) parts.failures.failed(caller)
      throw error
    }
  }

  return async ({ sdkappid, identifier, usersig, ip, origin }) => {
    const app = await appOf(accounts, sdkappid)
    const { sdkAppId } = app
    if (!isUserId(identifier)) throw fail('IDENTIFIER_MISSING')
    if (typeof usersig !== 'string' || usersig === '') throw fail('USERSIG_MISSING')
    const name = hash('sha256', `${sdkAppId}/${identifier}/${usersig}`, 'base64url')
    const ticket = good.get(name)
    const isGood = ticket !== undefined && (await holds(ticket, sdkAppId, identifier))
    if (!isGood || (isOld(ticket) && parts.failures.blockedFor(networkOf(ip)) === 0)) {
      good.delete(name)
      good.set(name, await verify(sdkAppId, identifier, usersig, ip))
    }
    if (!app.administrators.includes(identifier)) throw fail('NOT_ADMINISTRATOR')
    return { sdkAppId, administrator: identifier, ip, origin }
  }
}

async function appOf(accounts: AdministratorParts['accounts'], sdkappid: unknown): Promise<App> {
  if (sdkappid === undefined || sdkappid === '') throw fail('SDKAPPID_MISSING')
  const sdkAppId = typeof sdkappid === 'string' && /^\d{1,10}$/.test(sdkappid) ? Number(sdkappid) : 0
  if (!isSdkAppId(sdkAppId)) throw fail('SDKAPPID_INVALID')
  try {
    const app = await accounts.apps.get(sdkAppId)
    if (app.disabledAt !== undefined) throw fail('APP_DISABLED')
    return app
  } catch (error) {
    throw error instanceof Failure && error.errorName === 'APP_NOT_FOUND' ? fail('SDKAPPID_INVALID') : error
  }
}
