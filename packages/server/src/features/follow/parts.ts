import type { Database } from '../../engine/storage/database.ts'
import type { Revisions } from '../revisions/revisions.ts'
import type { FollowTables } from './store.ts'

/** What the verbs of this feature are made of. */
export interface FollowParts {
  readonly db: Database<FollowTables>
  readonly revisions: Revisions
  exists(sdkAppId: number, userId: string): Promise<boolean>
  /** ms */
  now(): number
}

/** The outcome for one of several users: 0, or the code of the refusal. */
export interface FollowResult {
  readonly userId: string
  readonly code: number
}
