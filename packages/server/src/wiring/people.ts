import type { Registry } from '../engine/realtime/registry.ts'
import { countingFriends } from '../features/daily-figures/count.ts'
import type { Daily } from '../features/daily-figures/daily.ts'
import type { FollowParts } from '../features/follow/parts.ts'
import { createFriendHooks } from '../features/friends/hooks.ts'
import type { FriendParts } from '../features/friends/parts.ts'
import { createStanding } from '../features/friends/standing.ts'
import { friendPolicy } from '../features/profiles/get.ts'
import { createProfileHooks } from '../features/profiles/hooks.ts'
import type { ProfileParts } from '../features/profiles/parts.ts'
import { createRevisions, type Revisions } from '../features/revisions/revisions.ts'
import type { Webhooks } from '../features/webhooks/create.ts'
import type { State } from '../state.ts'

export interface People {
  readonly revisions: Revisions
  readonly profiles: ProfileParts
  readonly friends: FriendParts
  readonly follow: FollowParts
}

/** Profiles, friends and follow: what people are to each other. */
export function createPeople({
  db,
  accounts,
  registry,
  webhooks,
  daily,
  exists,
  now,
}: Pick<State, 'db' | 'accounts'> & {
  readonly registry: Registry
  readonly webhooks: Webhooks
  readonly daily: Pick<Daily, 'add'>
  readonly exists: (sdkAppId: number, userId: string) => Promise<boolean>
  readonly now: () => number
}): People {
  const revisions = createRevisions({ db, registry })
  const profiles: ProfileParts = { db, accounts, revisions, hooks: createProfileHooks({ webhooks, now }) }
  const friends: FriendParts = {
    db,
    revisions,
    standing: createStanding({
      db,
      friendCheck: (sdkAppId) => accounts.settings(sdkAppId).privateMessages === 'friends',
    }),
    now,
    exists,
    hooks: countingFriends(daily, createFriendHooks({ webhooks, now })),
    policy: (sdkAppId, userId) => friendPolicy({ db }, sdkAppId, userId, accounts.settings(sdkAppId).allowType),
  }
  return { revisions, profiles, friends, follow: { db, revisions, exists, now } }
}
