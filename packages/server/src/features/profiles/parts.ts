import type { Database } from '../../engine/storage/database.ts'
import type { Account } from '../accounts/account.ts'
import type { Revisions } from '../revisions/revisions.ts'
import type { ProfileHooks } from './hooks.ts'
import type { ProfileTables } from './store.ts'

export interface ProfileParts {
  readonly db: Database<ProfileTables>
  /** Nick and face URL are the account's: it is their one source of truth. */
  readonly accounts: {
    find(sdkAppId: number, userId: string): Promise<Account | undefined>
    import(account: { sdkAppId: number; userId: string; nick?: string; faceUrl?: string }): Promise<Account>
  }
  readonly revisions: Revisions
  /** What the application has to say about profiles; absent: nothing. */
  readonly hooks?: ProfileHooks
}
