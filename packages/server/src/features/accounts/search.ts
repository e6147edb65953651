import { setImmediate } from 'node:timers/promises'
import { type Account, accountOf } from './account.ts'
import type { AccountStore } from './store.ts'

export interface AccountSearch {
  /** Beginning of a UserID, as it is written. */
  readonly prefix?: string | undefined
  /** Part of a nick, in any case. */
  readonly nick?: string | undefined
  /** The UserID that the page before ended with. */
  readonly after?: string | undefined
  /** 1–200 */
  readonly limit: number
}

export interface AccountPage {
  readonly accounts: readonly Account[]
  /** Where to go on; absent when there is nothing behind. There may be one on a page with few accounts, or none. */
  readonly next?: string
}

/** Nicks have no index: so many accounts are looked at in one go, and so many in one answer. */
const WINDOW = 500
const WINDOWS = 40

/**
 * Accounts of an application in the order of their UserIDs.
 * @example
 * const { accounts, next } = await searchAccounts(store, 1400000001, { nick: 'ann', limit: 20 })
 */
export async function searchAccounts(
  store: Pick<AccountStore, 'accountPage'>,
  sdkAppId: number,
  { prefix = '', nick = '', after = '', limit }: AccountSearch,
): Promise<AccountPage> {
  const wanted = nick.toLowerCase()
  const found: Account[] = []
  let at = after
  for (let i = 0; i < WINDOWS; i++) {
    const size = wanted === '' ? limit + 1 : WINDOW
    const rows = await store.accountPage(sdkAppId, { prefix, after: at, limit: size })
    for (const row of rows) {
      if (wanted !== '' && !row.nick.toLowerCase().includes(wanted)) continue
      if (found.length === limit) return { accounts: found, next: found.at(-1)!.userId }
      found.push(accountOf(row))
    }
    if (rows.length < size) return { accounts: found }
    at = rows.at(-1)!.user_id
    await setImmediate()
  }
  return { accounts: found, next: at }
}
