import { randomInt } from 'node:crypto'
import type { Bus } from '../../engine/cluster/bus.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { sendNotice } from '../messages/notice.ts'
import type { ConversationKind } from '../messages/view.ts'
import { type AnnouncerParts, createAnnouncer } from './announce.ts'
import { AttributeRate } from './attributes.ts'
import { createGroupConversations } from './conversation.ts'
import type { GroupParts, GroupQuotas } from './parts.ts'
import { groupChannel } from './route.ts'
import { groupTimeline } from './rules.ts'
import { createSeats, type Seats } from './seats.ts'
import { createGroupStore, type GroupTables } from './store.ts'

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
  readonly tellRoom?: NonNullable<AnnouncerParts['tellRoom']>
  /** ms */
  readonly now: () => number
}

export interface Groups extends GroupParts {
  readonly timeline: Timeline
  readonly attributeRate: AttributeRate
  readonly seats: Seats
  /** How messages reach groups. */
  readonly conversations: ConversationKind
}

const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The parts of groups over one database, whose tables `migrate` has made. */
export function createGroups(options: GroupOptions): Groups {
  const { db, timeline, accounts, registry, bus, now } = options
  const store = createGroupStore(db)
  const seats = createSeats(store, bus, now)
  return {
    store,
    timeline,
    seats,
    conversations: createGroupConversations({ store, seats, timeline, registry, now }),
    accounts,
    quotas: (sdkAppId) => accounts.settings(sdkAppId),
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
      ...(options.tellRoom === undefined ? {} : { tellRoom: options.tellRoom }),
    }),
    makeId: () => Array.from({ length: 12 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join(''),
    now,
    attributeRate: new AttributeRate(),
  }
}
