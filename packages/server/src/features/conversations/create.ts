import type { StepClock } from '../../engine/step-clock.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import type { Groups } from '../groups/create-groups.ts'
import type { ContactParts } from '../messages/contacts.ts'
import type { ConversationKind } from '../messages/view.ts'
import type { Revisions } from '../revisions/revisions.ts'
import { c2cSource } from './c2c-source.ts'
import { groupSource } from './group-source.ts'
import type { ConversationParts } from './parts.ts'
import type { ConversationTables } from './store.ts'
import { topicSource } from './topic-source.ts'

export interface ConversationOptions {
  readonly db: Database<ConversationTables> & ContactParts['db']
  readonly timeline: Timeline
  readonly revisions: Revisions
  readonly clock: StepClock
  readonly c2c: ConversationKind
  readonly groups: Groups
  exists(sdkAppId: number, userId: string): Promise<boolean>
  remindChanged(sdkAppId: number, userId: string, peerId: string): void
}

/** The parts of the list of conversations. Pages go through the sources in order: further kinds are put behind these. */
export function createConversations(options: ConversationOptions): ConversationParts {
  const { db, timeline, revisions, clock, c2c, groups, exists, remindChanged } = options
  return {
    db,
    timeline,
    revisions,
    clock,
    remindChanged,
    sources: [c2cSource({ db, kind: c2c, exists }), groupSource(groups), topicSource(groups)],
  }
}
