import { c2cConversationId } from '@signet/protocol/ids'
import { boundedCache } from '../../engine/bounded-cache.ts'
import type { Bus } from '../../engine/cluster/bus.ts'
import type { Database } from '../../engine/storage/database.ts'
import { type ConversationTables, settingsOf } from './store.ts'

/** All nodes hear who wants to hear of whom in another way. */
const CHANGED = 'reminds'

/** Does a user want to hear nothing of a peer? Synchronous once it is known, so that the order of a sender holds (MSG7). */
export type Discards = (sdkAppId: number, userId: string, peerId: string) => boolean | Promise<boolean>

/** Remembers who wants to hear nothing of whom, so that a message costs no query. */
export function createDiscards({ db, bus }: { readonly db: Database<ConversationTables>; readonly bus: Bus }) {
  const known = boundedCache<string, boolean>(20_000)
  let changes = 0
  let seenForeign = db.foreignVersion()
  bus.subscribe(CHANGED, (name) => {
    changes++
    known.delete(name)
  })
  const nameOf = (sdkAppId: number, userId: string, peerId: string): string => `${sdkAppId}/${userId}/${peerId}`

  async function read(sdkAppId: number, userId: string, peerId: string): Promise<boolean> {
    const before = changes
    const conversation = c2cConversationId(peerId)
    const settings = await settingsOf(db.read, { sdkAppId, userId }, [conversation])
    const discards = settings.get(conversation)?.remind === 'Discard'
    // What changed meanwhile may be just this.
    if (before === changes) known.set(nameOf(sdkAppId, userId, peerId), discards)
    return discards
  }

  const discards: Discards = (sdkAppId, userId, peerId) => {
    const version = db.foreignVersion()
    if (version !== seenForeign) {
      seenForeign = version
      changes++
      known.clear()
    }
    return known.get(nameOf(sdkAppId, userId, peerId)) ?? read(sdkAppId, userId, peerId)
  }
  return {
    discards,
    /** Accounts are gone, on whatever node: what they wanted is no more. */
    forget(): void {
      changes++
      known.clear()
    },
    /** On every node. */
    changed: (sdkAppId: number, userId: string, peerId: string): void =>
      bus.publish(CHANGED, nameOf(sdkAppId, userId, peerId)),
  }
}
