import { randomInt } from 'node:crypto'
import type { Database } from '../../engine/storage/database.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { createAnnouncer } from './announce.ts'
import { AttributeRate } from './attributes.ts'
import type { GroupParts, GroupQuotas } from './parts.ts'
import { groupTimeline } from './rules.ts'
import { createGroupStore, type GroupTables } from './store.ts'

export interface GroupOptions {
  readonly db: Database<GroupTables>
  readonly timeline: Pick<Timeline, 'heads'>
  readonly accounts: {
    find(sdkAppId: number, userId: string): Promise<object | undefined>
    settings(sdkAppId: number): GroupQuotas
  }
  /** Tells every session of a user; `registry.push`. */
  readonly push: (sdkAppId: number, userId: string, packet: string) => void
  /** ms */
  readonly now: () => number
}

export interface Groups extends GroupParts {
  readonly attributeRate: AttributeRate
}

const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The parts of groups over one database, whose tables `migrate` has made. */
export function createGroups({ db, timeline, accounts, push, now }: GroupOptions): Groups {
  return {
    store: createGroupStore(db),
    accounts,
    quotas: (sdkAppId) => accounts.settings(sdkAppId),
    async headSeq(sdkAppId, groupId) {
      const [head] = await timeline.heads([groupTimeline(sdkAppId, groupId)])
      return head?.seq ?? 0
    },
    announce: createAnnouncer(push),
    makeId: () => Array.from({ length: 12 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join(''),
    now,
    attributeRate: new AttributeRate(),
  }
}
