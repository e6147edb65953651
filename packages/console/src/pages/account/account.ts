import { useAnswer } from '../../api/use-api.ts'
import { query } from '../../pieces/query.ts'

/** An account as the console shows it. Times are ms, mutes seconds that are left. */
export interface Account {
  readonly userId: string
  readonly createdAt: number
  readonly profile: Readonly<Record<string, string | number>>
  readonly sessions: readonly AccountSession[]
  readonly mute: { readonly c2c: number; readonly group: number }
  readonly isAdministrator: boolean
}

export interface AccountSession {
  readonly id: string
  readonly platform: string
  readonly since: number
}

export const useAccount = (where: string, userId: string) =>
  useAnswer<Account>(`${where}/one${query({ userId })}`, { everyMs: 10_000 })

/** What every part of the page gets. */
export interface AccountPart {
  readonly account: Account
  /** The path of the accounts in the API; a change below it makes them be asked for anew. */
  readonly where: string
}
