import { c2cConversationId } from '@signet/protocol/ids'
import { LRUCache } from 'lru-cache'
import { fail } from '../../engine/failure.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { Listener, Route } from './route.ts'
import { c2cTimeline } from './rules.ts'
import { addContacts, type MessageTables } from './store.ts'

/** What C2C needs to know of accounts. */
export interface Accounts {
  find(sdkAppId: number, userId: string): Promise<{ userId: string } | undefined> | { userId: string } | undefined
}

/** Routes of private conversations. Knows which pairs have met, so that only a first contact costs a read and a write. */
export function createUserRoutes(parts: { db: Database<MessageTables>; accounts: Accounts; now: () => number }) {
  const met = new LRUCache<string, true>({ max: 200_000 })
  const meeting = new Map<string, Promise<void>>()

  const meet = async (sdkAppId: number, from: string, to: string, timeline: string): Promise<void> => {
    if ((await parts.accounts.find(sdkAppId, to)) === undefined) {
      throw fail('RECEIVER_INVALID', `There is no account ${JSON.stringify(to)} in this application.`)
    }
    await addContacts(parts.db, sdkAppId, from, to, parts.now())
    met.set(timeline, true)
  }

  return function toUser(sdkAppId: number, from: string, to: string): Route {
    const timeline = c2cTimeline(sdkAppId, from, to)
    return {
      sdkAppId,
      timeline,
      admit() {
        if (met.has(timeline)) return undefined
        // Everyone who comes while the first contact is written waits for that one write, in order.
        let pending = meeting.get(timeline)
        if (pending === undefined) {
          pending = meet(sdkAppId, from, to, timeline).finally(() => meeting.delete(timeline))
          meeting.set(timeline, pending)
        }
        return pending
      },
      audience(): readonly Listener[] {
        const self = { userId: from, conversation: c2cConversationId(to) }
        return from === to ? [self] : [{ userId: to, conversation: c2cConversationId(from) }, self]
      },
    }
  }
}

export type UserRoutes = ReturnType<typeof createUserRoutes>
