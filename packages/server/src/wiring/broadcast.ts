import type { Logger } from 'pino'
import type { Config } from '../config/table.ts'
import type { OfficialParts } from '../features/official-accounts/parts.ts'
import { withdrawCopy } from '../features/official-accounts/recall.ts'
import { createOfficialStore } from '../features/official-accounts/store.ts'
import { createPush, type Push } from '../features/push/create-push.ts'
import { enqueueTask } from '../features/push/start-push.ts'
import { createRobotStore, type RobotStore } from '../features/robots/store.ts'
import type { Webhooks } from '../features/webhooks/create.ts'
import type { State } from '../state.ts'
import type { People } from './people.ts'
import type { Talk } from './talk.ts'

export interface Broadcast {
  /** Messages to many at once, sent in the background. */
  readonly push: Push
  readonly robots: RobotStore
  readonly officialAccounts: OfficialParts
}

export interface BroadcastParts
  extends Pick<State, 'db' | 'accounts'>,
    Pick<People, 'profiles'>,
    Pick<Talk, 'messages' | 'toUserAsApp'> {
  readonly config: Pick<Config, 'rest'>
  readonly webhooks: Webhooks
  readonly exists: (sdkAppId: number, userId: string) => Promise<boolean>
  readonly erase: (sdkAppId: number, userId: string) => Promise<void>
  readonly now: () => number
  readonly log: Logger
}

/** How applications speak to many: pushes, robots, and accounts that people subscribe to. */
export function createBroadcast(parts: BroadcastParts): Broadcast {
  const { db, accounts, messages, toUserAsApp, exists, now, log } = parts
  const { hooks: _ofPrivateChat, ...quiet } = messages
  const store = createOfficialStore(db)
  const push = createPush({
    db,
    messages,
    toUserAsApp,
    exists,
    accounts: accounts.page,
    async subscribers(sdkAppId, officialId, page) {
      return (await store.subscribers(sdkAppId, officialId, page)).map((row) => row.user_id)
    },
    withdraw: (sdkAppId, withdrawal, userId) => withdrawCopy(quiet, sdkAppId, withdrawal, userId),
    perDay: parts.config.rest.pushesPerDay,
    now,
    onFailure: (error) => log.error({ err: error }, 'a push came to a halt, and is gone on with soon'),
  })
  return {
    push,
    robots: createRobotStore(db),
    officialAccounts: {
      store,
      profiles: parts.profiles,
      messages: quiet,
      webhooks: parts.webhooks,
      enqueue: (sdkAppId, task) => enqueueTask(push, sdkAppId, task),
      erase: parts.erase,
      now,
    },
  }
}
