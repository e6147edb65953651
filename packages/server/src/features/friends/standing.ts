import { boundedCache } from '../../engine/bounded-cache.ts'
import type { Database } from '../../engine/storage/database.ts'
import { type MessageRefusal, messageRefusal, STANDING } from './rules.ts'
import { blockedAmong, type FriendTables, friendsAmong } from './store.ts'

export type Standing = ReturnType<typeof createStanding>

const UNIT = '\x1f'

/**
 * How pairs of people stand, as the hot path asks: known without waiting once it was asked, forgotten with every write of this process
 * that touches the pair and with every commit of another one.
 */
export function createStanding(parts: {
  readonly db: Database<FriendTables>
  /** Does this application let only friends write to each other? */
  readonly friendCheck: (sdkAppId: number) => boolean
  /** Most pairs kept, about 150 bytes each. Default 50,000. */
  readonly cachedPairs?: number
}) {
  const known = boundedCache<string, number>(parts.cachedPairs ?? 50_000)
  let seenForeign = parts.db.foreignVersion()
  /** Counts what may have changed a standing, so that a read that began before does not put the old one back. */
  let changes = 0

  const nameOf = (sdkAppId: number, from: string, to: string): string => `${sdkAppId}${UNIT}${from}${UNIT}${to}`

  async function read(sdkAppId: number, from: string, to: string, name: string): Promise<number> {
    const before = changes
    const { read: q } = parts.db
    const [sender, receiver] = [
      { sdkAppId, userId: from },
      { sdkAppId, userId: to },
    ]
    const standing =
      ((await blockedAmong(q, receiver, [from])).size > 0 ? STANDING.blocked : 0) |
      ((await friendsAmong(q, sender, [to])).size > 0 ? STANDING.senderHasReceiver : 0) |
      ((await friendsAmong(q, receiver, [from])).size > 0 ? STANDING.receiverHasSender : 0)
    if (before === changes) known.set(name, standing)
    return standing
  }

  return {
    /** Why `from` may not write to `to`; nothing when it may. Synchronous when the pair is known (MSG7). */
    mayMessage(
      sdkAppId: number,
      from: string,
      to: string,
    ): MessageRefusal | undefined | Promise<MessageRefusal | undefined> {
      if (from === to) return undefined
      const version = parts.db.foreignVersion()
      if (version !== seenForeign) {
        seenForeign = version
        changes++
        known.clear()
      }
      const name = nameOf(sdkAppId, from, to)
      const standing = known.get(name)
      if (standing !== undefined) return messageRefusal(standing, parts.friendCheck(sdkAppId))
      return read(sdkAppId, from, to, name).then((fresh) => messageRefusal(fresh, parts.friendCheck(sdkAppId)))
    },

    /** To be called after every write about these pairs. */
    forget(sdkAppId: number, userId: string, others: readonly string[]): void {
      changes++
      for (const other of others) {
        known.delete(nameOf(sdkAppId, userId, other))
        known.delete(nameOf(sdkAppId, other, userId))
      }
    },
  }
}
