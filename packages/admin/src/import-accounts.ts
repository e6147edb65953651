import { isUserId } from '@signet/protocol/ids'
import type { Call, CallOptions } from './call.ts'
import { chunksOf } from './chunks.ts'

/** A UserID, or one with what others see of the user. */
export type AccountToImport = string | { readonly UserID: string; readonly Nick?: string; readonly FaceUrl?: string }

/** How far an import is. */
export interface ImportProgress {
  /** Accounts that have an outcome. */
  readonly done: number
  /** Those of them that were refused. */
  readonly failed: number
}

/** Options of `importAccounts`. `signal` ends it between and within calls. */
export interface ImportOptions extends CallOptions {
  /** Told after every 100 accounts and at the end. */
  readonly onProgress?: (progress: ImportProgress) => void
}

/** Outcome of an import. */
export interface ImportOutcome {
  readonly imported: number
  /** UserIDs that were refused, in the order given: no UserID, or a nick or picture that is too long. */
  readonly failed: readonly string[]
}

/** Accounts of one call. */
const MOST = 100

const mayBeUserId = (userId: string): boolean => isUserId(userId)

export async function importAccounts(
  call: Call,
  accounts: Iterable<AccountToImport> | AsyncIterable<AccountToImport>,
  options: ImportOptions = {},
): Promise<ImportOutcome> {
  const failed: string[] = []
  let done = 0
  for await (const chunk of chunksOf(accounts, MOST)) {
    const all = chunk.map((account) => (typeof account === 'string' ? { UserID: account } : account))
    const userIds = all.map(({ UserID }) => UserID)
    // A text that is far too long for a UserID would have the whole call refused, not the account.
    const AccountList = all.filter(({ UserID }) => mayBeUserId(UserID))
    const refused = new Set(userIds.filter((userId) => !mayBeUserId(userId)))
    if (AccountList.length > 0) {
      const answer = await call('im_open_login_svc/multiaccount_import', { AccountList }, options)
      for (const userId of answer.FailAccounts) refused.add(userId)
    }
    failed.push(...userIds.filter((userId) => refused.has(userId)))
    done += chunk.length
    options.onProgress?.({ done, failed: failed.length })
  }
  return { imported: done - failed.length, failed }
}
