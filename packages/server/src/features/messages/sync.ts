import { c2cConversationId } from '@signet/protocol/ids'
import { LIMITS } from '@signet/protocol/realtime/frames'
import type { StepClock } from '../../engine/step-clock.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { fitting } from './history.ts'
import { c2cTimeline } from './rules.ts'
import { shownMessage } from './state.ts'
import { type Contact, listContacts, type MessageTables } from './store.ts'

/** How far behind `since` a change may lie and still be told: clocks of nodes differ, and repeating is harmless (the seq decides). */
const SLACK_MS = 60_000

export interface SyncParts {
  readonly db: Database<MessageTables>
  readonly timeline: Timeline
  /** The clock that stamps messages. */
  readonly clock: StepClock
}

export interface SyncRequest {
  readonly since?: number | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/**
 * The conversations of a user that changed since a time, with their heads and newest message, as JSON. The time only narrows the answer;
 * what a client lacks is decided by sequence.
 */
export async function syncConversations(
  parts: SyncParts,
  sdkAppId: number,
  userId: string,
  request: SyncRequest,
): Promise<string> {
  // Taken before the heads are read: what is committed meanwhile is told again next time, never lost.
  const time = parts.clock.now()
  const limit = Math.min(request.limit ?? LIMITS.syncPage, LIMITS.syncPage)
  const contacts = await listContacts(parts.db, sdkAppId, userId, request.cursor ?? '', limit)
  const timelines = contacts.map(({ peer }) => c2cTimeline(sdkAppId, userId, peer))
  const heads = await parts.timeline.heads(timelines)
  const oldest = request.since === undefined ? 0 : parts.clock.notAfter(request.since) - SLACK_MS
  const changed = [...heads.keys()].filter((i) => heads[i]!.seq > 0 && heads[i]!.changedAt >= oldest)
  const items = fitting(
    await Promise.all(
      changed.map((i) => conversationItem(parts.timeline, timelines[i]!, contacts[i]!, heads[i]!.changeSeq)),
    ),
  )
  const isCut = items.length < changed.length
  const last = isCut ? contacts[changed[items.length - 1]!] : contacts.length < limit ? undefined : contacts.at(-1)
  const cursor = last === undefined ? '' : `"cursor":${JSON.stringify(last.peer)},`
  return `{"conversations":[${items.join(',')}],${cursor}"time":${time}}`
}

async function conversationItem(
  timeline: Timeline,
  key: string,
  contact: Contact,
  changeHead: number,
): Promise<string> {
  const [last] = await timeline.read(key, { limit: 1 })
  const { peer, read, peerRead } = contact
  const item = `{"conversation":${JSON.stringify(c2cConversationId(peer))},"changeHead":${changeHead},"read":${read},"peerRead":${peerRead}`
  if (last === undefined) return `${item},"head":0,"time":0}`
  return `${item},"head":${last.seq},"time":${last.time},"last":${shownMessage(last)}}`
}
