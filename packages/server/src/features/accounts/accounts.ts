import { isSdkAppId, isUserId } from '@signet/protocol/ids'
import { boundedCache } from '../../engine/bounded-cache.ts'
import { Failure, fail } from '../../engine/failure.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../../engine/storage/errors.ts'
import { type Account, accountOf, newAccountRow } from './account.ts'
import type { AccountParts } from './parts.ts'
import { profileProblem, sigNotBeforeAt, USER_ID_RULE } from './rules.ts'

export interface AccountImport {
  readonly userId: string
  /** At most 500 bytes; absent: an existing account keeps its own. */
  readonly nick?: string | undefined
  /** At most 500 bytes; absent: an existing account keeps its own. */
  readonly faceUrl?: string | undefined
}

/** Verbs of accounts. All but `find` throw APP_NOT_FOUND for an unknown SDKAppID and BAD_PARAMETER for an impossible UserID. */
export interface AccountVerbs {
  /** Makes the account, or updates what is given. The same import again changes nothing. */
  import(account: AccountImport & { readonly sdkAppId: number }): Promise<Account>
  /** Imports what it can. @returns the UserIDs that were refused */
  importMany(sdkAppId: number, accounts: readonly AccountImport[]): Promise<{ failed: string[] }>
  /** The account, or nothing, also for what cannot be a UserID. Fast: it is asked for both ends of every message. */
  find(sdkAppId: number, userId: string): Promise<Account | undefined>
  /** The UserIDs of an application after one of them, in their order. */
  page(sdkAppId: number, page: { readonly after: string; readonly limit: number }): Promise<string[]>
  /** How many there are. */
  count(sdkAppId: number): Promise<number>
  /** Accounts that were made in a stretch of time, ms, the end not included. */
  countMade(sdkAppId: number, from: number, to: number): Promise<number>
  /** The account of somebody whose ticket was verified: made now when the application allows it. @throws ACCOUNT_NOT_FOUND */
  ensure(sdkAppId: number, userId: string): Promise<Account>
  /**
   * Refuses every UserSig that was signed up to now, this second included, with USERSIG_REVOKED. Live sessions are the caller's to end.
   *
   * @returns the account with its new `sigNotBefore`
   * @throws ACCOUNT_NOT_FOUND
   */
  revokeLogins(sdkAppId: number, userId: string): Promise<Account>
  /**
   * Erases the account itself; what else is kept about the user is the caller's to erase before. Its tickets stay refused.
   *
   * @throws ACCOUNT_NOT_FOUND
   */
  erase(sdkAppId: number, userId: string): Promise<void>
}

const ATTEMPTS = 20
/** Accounts per write: enough to share the fsync, few enough to let others in between. */
const CHUNK = 200

export function createAccountVerbs(
  { store, cache, now, makeTinyId }: AccountParts,
  options: { readonly foreignVersion: () => number; readonly cachedAccounts: number },
): AccountVerbs {
  const found = boundedCache<string, Account>(options.cachedAccounts)
  let seenForeign = options.foreignVersion()
  /** Counts what may have changed an account, so that a read that began before does not put the old one back. */
  let changes = 0

  const nameOf = (sdkAppId: number, userId: string) => `${sdkAppId}/${userId}`

  function forget(sdkAppId: number, userId: string): void {
    changes++
    found.delete(nameOf(sdkAppId, userId))
  }

  function followOthers(): void {
    const version = options.foreignVersion()
    if (version === seenForeign) return
    seenForeign = version
    changes++
    found.clear()
  }

  async function find(sdkAppId: number, userId: string): Promise<Account | undefined> {
    followOthers()
    const name = nameOf(sdkAppId, userId)
    const known = found.get(name)
    if (known) return known
    if (!isSdkAppId(sdkAppId) || !isUserId(userId)) return undefined
    const before = changes
    const row = await store.account(sdkAppId, userId)
    if (!row) return undefined
    const account = accountOf(row)
    if (before === changes) found.set(name, account)
    return account
  }

  function check(sdkAppId: number, { userId, nick, faceUrl }: AccountImport): void {
    if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
    if (!isUserId(userId)) throw fail('BAD_PARAMETER', USER_ID_RULE)
    const problem = profileProblem('Nick', nick) ?? profileProblem('FaceUrl', faceUrl)
    if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
  }

  /** Draws new tinyIDs when one was taken. The accounts were checked. */
  async function upsert(sdkAppId: number, accounts: readonly AccountImport[]): Promise<void> {
    if (accounts.length === 0) return
    const erased = await store.erased(
      sdkAppId,
      accounts.map(({ userId }) => userId),
    )
    for (let attempt = 1; ; attempt++) {
      try {
        await store.write(
          accounts.map((account) =>
            store.upsertAccount(
              {
                ...newAccountRow({ ...account, sdkAppId, tinyId: makeTinyId(), now: now() }),
                sig_not_before: erased.get(account.userId) ?? 0,
              },
              account,
            ),
          ),
        )
        for (const { userId } of accounts) forget(sdkAppId, userId)
        return
      } catch (error) {
        if (isForeignKeyViolation(error)) throw fail('APP_NOT_FOUND')
        if (!isUniqueViolation(error) || attempt === ATTEMPTS) throw error
      }
    }
  }

  async function existing(sdkAppId: number, userId: string): Promise<Account> {
    const account = await find(sdkAppId, userId)
    if (!account) throw fail('ACCOUNT_NOT_FOUND')
    return account
  }

  return {
    find,
    page: store.accountIds,
    count: store.accountCount,
    countMade: store.countMade,

    async import({ sdkAppId, ...account }) {
      check(sdkAppId, account)
      await upsert(sdkAppId, [account])
      return await existing(sdkAppId, account.userId)
    },

    async importMany(sdkAppId, accounts) {
      if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
      await cache.load(sdkAppId)
      const failed: string[] = []
      const good = accounts.filter((account) => {
        try {
          check(sdkAppId, account)
          return true
        } catch (error) {
          if (!(error instanceof Failure)) throw error
          failed.push(account.userId)
          return false
        }
      })
      for (let from = 0; from < good.length; from += CHUNK) await upsert(sdkAppId, good.slice(from, from + CHUNK))
      return { failed }
    },

    async ensure(sdkAppId, userId) {
      const known = await find(sdkAppId, userId)
      if (known) return known
      check(sdkAppId, { userId })
      const { app } = await cache.load(sdkAppId)
      if (app.settings.accountCreation === 'imported') throw fail('ACCOUNT_NOT_FOUND')
      await upsert(sdkAppId, [{ userId }])
      return await existing(sdkAppId, userId)
    },

    async revokeLogins(sdkAppId, userId) {
      check(sdkAppId, { userId })
      await existing(sdkAppId, userId)
      await store.write([store.raiseSigNotBefore(sdkAppId, userId, sigNotBeforeAt(now()))])
      forget(sdkAppId, userId)
      return await existing(sdkAppId, userId)
    },

    async erase(sdkAppId, userId) {
      check(sdkAppId, { userId })
      await existing(sdkAppId, userId)
      await store.write(store.eraseAccount(sdkAppId, userId, sigNotBeforeAt(now())))
      forget(sdkAppId, userId)
    },
  }
}
