import { type ErrorName, errorByCode } from '@signet/protocol/errors'
import { isSdkAppId, isUserId } from '@signet/protocol/ids'
import { UserSigError, type Verified, verify } from '@signet/usersig/node'
import { type Failure, fail } from '../../engine/failure.ts'
import type { Account } from './account.ts'
import type { App } from './app.ts'
import type { AccountParts } from './parts.ts'
import { type AppSettings, DEFAULT_SETTINGS, isUsable, USER_ID_RULE } from './rules.ts'

export interface TicketRequest {
  readonly sdkAppId: number
  readonly userId: string
  readonly userSig: string
  /** ms that count as now. Default: the clock. */
  readonly now?: number
}

/** What a good ticket says. */
export interface VerifiedTicket {
  readonly version: 1 | 2
  readonly keyId: string
  /** Unix seconds. */
  readonly issuedAt: number
  /** Unix seconds; good up to and including this second. */
  readonly expiresAt: number
  /** What to key caches and revocations by; the text of a ticket is not. */
  readonly digest: string
  readonly app: App
}

export interface TicketVerbs {
  /**
   * Verifies a UserSig with the usable keys of the application, and that the account's logins were not revoked since.
   * The account need not exist.
   *
   * @throws BAD_PARAMETER for a UserID that cannot be; APP_NOT_FOUND, APP_DISABLED, USERSIG_NO_KEY; USERSIG_REVOKED; and the
   * refusals of `@signet/usersig` by their code, with its message and remedy
   */
  verifyTicket(request: TicketRequest): Promise<VerifiedTicket>
  /** The same judgement for who only wants to know it: no key counts as used by it. */
  judgeTicket(request: TicketRequest): Promise<VerifiedTicket>
  /**
   * Does a key still verify? Asked for live sessions again and again, so it answers from memory and reads in the background:
   * a revocation in this process shows at once or on the next call, one of another process within a second.
   */
  keyTrusted(sdkAppId: number, keyId: string): boolean
  /** Is the application not disabled? From memory, as `keyTrusted`. */
  inService(sdkAppId: number): boolean
  /** Settings from memory, as `keyTrusted`; the defaults for an application that nobody has logged in to. */
  settings(sdkAppId: number): AppSettings
}

export function createTicketVerbs(
  { store, cache, usage, now }: AccountParts,
  find: (sdkAppId: number, userId: string) => Promise<Account | undefined>,
): TicketVerbs {
  async function judgeTicket({ sdkAppId, userId, userSig, now: at = now() }: TicketRequest): Promise<VerifiedTicket> {
    if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
    if (!isUserId(userId)) throw fail('BAD_PARAMETER', USER_ID_RULE)
    const { app, ring } = await cache.load(sdkAppId)
    if (app.disabledAt !== undefined) throw fail('APP_DISABLED')
    if (ring === undefined) throw fail('USERSIG_NO_KEY')
    let ticket: Verified
    try {
      ticket = verify(ring, userSig, { sdkAppId, userId }, { now: Math.floor(at / 1000) })
    } catch (error) {
      throw error instanceof UserSigError ? refusalOf(error) : error
    }
    const account = await find(sdkAppId, userId)
    // Asked only of who has no account: it may have had one.
    const notBefore = account?.sigNotBefore ?? (await store.erased(sdkAppId, [userId])).get(userId) ?? 0
    if (ticket.issuedAt < notBefore) throw revoked(notBefore)
    const { version, issuedAt, expiresAt, digest } = ticket
    return { version, keyId: ticket.keyId!, issuedAt, expiresAt, digest, app }
  }

  return {
    judgeTicket,

    async verifyTicket(request) {
      const ticket = await judgeTicket(request)
      usage.touch(request.sdkAppId, ticket.keyId)
      return ticket
    },

    keyTrusted(sdkAppId, keyId) {
      const known = cache.peek(sdkAppId)
      if (!known) return true
      const key = known.keys.get(keyId)
      if (!key) return false
      return isUsable({ retiresAt: key.retires_at ?? undefined, revokedAt: key.revoked_at ?? undefined }, now())
    },

    inService: (sdkAppId) => cache.peek(sdkAppId)?.app.disabledAt === undefined,

    settings: (sdkAppId) => cache.peek(sdkAppId)?.app.settings ?? DEFAULT_SETTINGS,
  }
}

/** Our name for the library's code; its words say more than our table can. */
function refusalOf(error: UserSigError): Failure {
  const name: ErrorName = errorByCode(error.code)?.name ?? 'USERSIG_INVALID'
  return fail(name, error.message)
}

const revoked = (notBefore: number): Failure => {
  const since = new Date(notBefore * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return fail(
    'USERSIG_REVOKED',
    `The logins of this account were revoked: sign a new UserSig, not before ${since} UTC.`,
  )
}
