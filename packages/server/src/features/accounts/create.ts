import { randomInt } from 'node:crypto'
import type { Secrets } from '../../engine/secrets.ts'
import type { Database } from '../../engine/storage/database.ts'
import { type AccountVerbs, createAccountVerbs } from './accounts.ts'
import { createAppCache } from './app-cache.ts'
import { type AppVerbs, createAppVerbs } from './apps.ts'
import { createExplanations, type ExplanationVerbs } from './explain.ts'
import { createKeyUsage } from './key-usage.ts'
import { createKeyVerbs, type KeyVerbs } from './keys.ts'
import type { AccountLog, AccountParts } from './parts.ts'
import { tinyIdOf } from './rules.ts'
import { type AccountPage, type AccountSearch, searchAccounts } from './search.ts'
import { type AccountTables, createAccountStore } from './store.ts'
import { createTicketVerbs, type TicketVerbs } from './verify.ts'

export interface AccountOptions {
  /** Any database that has these tables among others. */
  readonly db: Database<AccountTables>
  readonly secrets: Secrets
  /** ms. Default: the clock. */
  readonly now?: () => number
  readonly log?: AccountLog
  /** Most accounts kept in memory, about 300 bytes each. Default 50,000. */
  readonly cachedAccounts?: number
  /** Default: 2^57 plus 40 random bits. */
  readonly makeTinyId?: () => string
}

/** Applications, their keys, and the accounts in them. */
export interface Accounts extends AccountVerbs, TicketVerbs, ExplanationVerbs {
  readonly apps: AppVerbs
  readonly keys: KeyVerbs
  /** By the beginning of the UserID, by a part of the nick, or all. For the application's operators only. */
  search(sdkAppId: number, search: AccountSearch): Promise<AccountPage>
  /** Stores what is only in memory (when keys were last used). Call it before the database closes. */
  close(): Promise<void>
}

/**
 * The verbs of applications, keys and accounts over one database, whose tables `migrate` has made.
 *
 * @example
 * const accounts = createAccounts({ db, secrets })
 * const { sdkAppId } = await accounts.apps.create({ name: 'Shop' })
 * const { privateKey } = await accounts.keys.makeKeyPair(sdkAppId)
 * const { issuedAt } = await accounts.verifyTicket({ sdkAppId, userId: 'alice', userSig })
 */
export function createAccounts(options: AccountOptions): Accounts {
  const { db, secrets, now = Date.now, log = { error: () => undefined } } = options
  const foreignVersion = () => db.foreignVersion()
  const store = createAccountStore(db)
  const usage = createKeyUsage({ store, now, log })
  const parts: AccountParts = {
    store,
    secrets,
    usage,
    now,
    log,
    cache: createAppCache({ store, secrets, foreignVersion, now, log }),
    makeTinyId: options.makeTinyId ?? (() => tinyIdOf(randomInt(2 ** 40))),
  }
  const accounts = createAccountVerbs(parts, { foreignVersion, cachedAccounts: options.cachedAccounts ?? 50_000 })
  const tickets = createTicketVerbs(parts, accounts.find)
  return {
    ...accounts,
    ...tickets,
    ...createExplanations(parts, { find: accounts.find, judge: tickets.judgeTicket }),
    apps: createAppVerbs(parts),
    keys: createKeyVerbs(parts),
    search: (sdkAppId, search) => searchAccounts(store, sdkAppId, search),
    close: () => usage.flush(),
  }
}
