import type { ErrorName } from '@signet/protocol/errors'
import { ERRORS } from '@signet/protocol/errors'
import type { Revised } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import type { FriendPolicy } from '../profiles/get.ts'
import type { Revisions } from '../revisions/revisions.ts'
import type { Change } from '../revisions/rules.ts'
import type { FriendHookEvent, FriendHooks } from './hooks.ts'
import type { Standing } from './standing.ts'
import type { FriendTables, Owner } from './store.ts'

/** What the verbs of this feature are made of. */
export interface FriendParts {
  readonly db: Database<FriendTables>
  readonly revisions: Revisions
  readonly standing: Standing
  exists(sdkAppId: number, userId: string): Promise<boolean>
  /** How a user wants to be asked for friendship. */
  policy(sdkAppId: number, userId: string): Promise<FriendPolicy>
  /** What the application has to say about friendships; absent: nothing. */
  readonly hooks?: FriendHooks
  /** ms */
  now(): number
}

/** The outcome for one of several users: 0, or why not. */
export interface ItemResult {
  readonly userId: string
  readonly code: number
}

export const itemResult = (userId: string, error?: ErrorName): ItemResult => ({
  userId,
  code: error === undefined ? 0 : ERRORS[error].code,
})

/** "These entries of that list of this user are others now", for `mark`. */
export const changedEntries = (userId: string, what: Revised, userIds: readonly string[]): Change => ({
  userId,
  what,
  data: { userIds },
})

/**
 * A transaction about one user and others: devices hear of it, and so does the application, in the same commit; and the hot path forgets
 * how they stood.
 */
export async function changing<R>(
  { db, revisions, standing, hooks }: FriendParts,
  me: Owner,
  others: readonly string[],
  work: (
    trx: Transaction<FriendTables>,
    mark: (change: Change) => void,
    tell: (event: FriendHookEvent) => void,
  ) => Promise<R>,
): Promise<R> {
  const told = await hooks?.open(me)
  try {
    const result = await revisions.transaction(db, me.sdkAppId, async (trx, mark) => {
      const events: FriendHookEvent[] = []
      const value = await work(trx, mark, (event) => events.push(event))
      await told?.write(trx as unknown as Transaction<never>, events)
      return value
    })
    told?.committed()
    return result
  } finally {
    standing.forget(me.sdkAppId, me.userId, others)
  }
}
