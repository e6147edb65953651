import { randomInt } from 'node:crypto'
import type { Bus } from '../../engine/cluster/bus.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { sendNotice } from '../messages/notice.ts'
import type { ConversationKind } from '../messages/view.ts'
import { createAnnouncer } from './announce.ts'
import { AttributeRate } from './attributes.ts'
import { createGroupConversations } from './conversation.ts'
import { createFlood } from './flood.ts'
import type { GroupHooks } from './hooks.ts'
import type { LiveRooms } from './live-rooms.ts'
import type { GroupParts, GroupQuotas } from './parts.ts'
import { groupChannel } from './route.ts'
import { groupTimeline } from './rules.ts'
import { createSeats, type Seats } from './seats.ts'
import { createGroupStore, type GroupStore, type GroupTables } from './store.ts'

export interface GroupOptions {
  readonly db: Database<GroupTables>
  readonly timeline: Timeline
  readonly accounts: {
    find(sdkAppId: number, userId: string): Promise<object | undefined>
    settings(sdkAppId: number): GroupQuotas
  }
  readonly registry: Registry
  readonly bus: Bus
  /** Hears of events that are not in the log of their group although they happened. */
  readonly onUntold: (error: unknown) => void
  /** Gives what the application has to say, once there is a store. */
  readonly hooks?: (store: GroupStore) => GroupHooks
  readonly rooms: LiveRooms
  /** Messages per second that users may send to one group. */
  readonly messagesPerSecond: number
  /** ms */
  readonly now: () => number
}

export interface Groups extends GroupParts {
  readonly timeline: Timeline
  readonly attributeRate: AttributeRate
  readonly seats: Seats
  readonly rooms: LiveRooms
  /** How messages reach groups. */
  readonly conversations: ConversationKind
}

const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The parts of groups over one database, whose tables `migrate` has made. */
export function createGroups(options: GroupOptions): Groups {
  const { db, timeline, accounts, registry, bus, rooms, now } = options
  const store = createGroupStore(db)
  // A clock that nobody sets: a group is not closed because the wall clock was put right.
  const flood = createFlood({ perSecond: options.messagesPerSecond, now: () => performance.now() })
  const seats = createSeats(store, bus, now)
  const hooks = options.hooks === undefined ? {} : { hooks: options.hooks(store) }
  return {
    store,
    timeline,
    seats,
    rooms,
    registry,
    conversations: createGroupConversations({ store, seats, rooms, flood, timeline, registry, now, ...hooks }),
    accounts,
    quotas: (sdkAppId) => accounts.settings(sdkAppId),
    ...hooks,
    heads: (timelines) => timeline.heads(timelines),
    async headSeq(sdkAppId, groupId) {
      const [head] = await timeline.heads([groupTimeline(sdkAppId, groupId)])
      return head?.seq ?? 0
    },
    announce: createAnnouncer({
      registry,
      forget: seats.forget,
      notice(sdkAppId, event) {
        // Not waited for: what happened is stored already. It is in the log before any message that is sent after it.
        sendNotice({ timeline, registry }, groupChannel(sdkAppId, event.groupId), event).catch(options.onUntold)
      },
      tellRoom: rooms.tell,
    }),
    makeId: () => Array.from({ length: 12 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join(''),
    now,
    attributeRate: new AttributeRate(),
  }
}
