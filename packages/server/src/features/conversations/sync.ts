import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { LIMITS } from '@signet/protocol/realtime/frames'
import { fitting } from '../messages/history.ts'
import { itemTexts } from './item.ts'
import { changedAt, isRemoved, type Line } from './line.ts'
import { newestLines } from './newest-lines.ts'
import type { ConversationParts } from './parts.ts'
import { BEGINNING, type Position, positionOf, positionText } from './rules.ts'
import type { Owner } from './store.ts'
import { behind, STRETCH, walk } from './walk.ts'

/** How far behind `since` a change may lie and still be told: clocks of nodes differ, and repeating is harmless (the seq decides). */
const SLACK_MS = 60_000

export interface SyncRequest {
  readonly since?: number | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** Conversations to be told, and where the next page begins behind each of them. */
interface Page {
  readonly lines: readonly Line[]
  /** By line, where the page may end behind any; else the one place where the next begins whatever fits. */
  readonly cuts: readonly Position[]
  /** When all of them fit. */
  readonly next: Position | undefined
}

/**
 * The conversations of a user that changed since a time, with their heads and newest message, as JSON (CNV1, MSG12). The first page has
 * the newest ones, so that a screen is full at once; what follows goes by their names, so that nothing is missed whatever moves
 * meanwhile. The time only narrows the answer; what a client lacks is decided by sequence.
 */
export async function syncConversations(parts: ConversationParts, self: Owner, request: SyncRequest): Promise<string> {
  // Taken before the heads are read: what is committed meanwhile is told again next time, never lost.
  const time = parts.clock.now()
  const limit = Math.min(request.limit ?? LIMITS.syncPage, LIMITS.syncPage)
  const { since } = request
  const oldest = since === undefined ? 0 : parts.clock.notAfter(since) - SLACK_MS
  // Who knows of no conversation need not hear of those that were deleted.
  const isTold = (line: Line): boolean =>
    (line.head.seq > 0 || line.place.listedEmpty === true) &&
    (since === undefined ? !isRemoved(line) : changedAt(line) >= oldest)
  const page =
    request.cursor === undefined
      ? await newestPage(parts, self, limit, isTold)
      : await nextPage(parts, self, positionOf(request.cursor), limit, isTold, since === undefined)
  const items = fitting(await itemTexts(parts, self, page.lines))
  const next = items.length < page.lines.length ? page.cuts[items.length - 1] : page.next
  const cursor = next === undefined ? '' : `"cursor":${JSON.stringify(positionText(next))},`
  return `{"conversations":[${items.join(',')}],${cursor}"time":${time}}`
}

async function newestPage(
  parts: ConversationParts,
  self: Owner,
  limit: number,
  isTold: (line: Line) => boolean,
): Promise<Page> {
  const { lines, isAll } = await newestLines(parts, self, isTold)
  const fits = isAll && lines.length <= limit
  const first = fits ? lines : lines.slice(0, Math.min(limit, CONVERSATION_LIMITS.firstPage))
  return { lines: first, cuts: first.map(() => BEGINNING), next: fits ? undefined : BEGINNING }
}

async function nextPage(
  parts: ConversationParts,
  self: Owner,
  from: Position,
  limit: number,
  isTold: (line: Line) => boolean,
  isFull: boolean,
): Promise<Page> {
  const lines: Line[] = []
  const cuts: Position[] = []
  let walked = 0
  // When nearly all are told, no more are read than the page takes.
  for await (const stretch of walk(parts, self, from, { size: isFull ? limit : STRETCH })) {
    for (const line of stretch.lines) {
      if (!isTold(line)) continue
      lines.push(line)
      cuts.push(behind(stretch, line))
      if (lines.length === limit) return { lines, cuts, next: endOf(stretch, line) }
    }
    walked += stretch.lines.length
    if (walked >= CONVERSATION_LIMITS.walked) return { lines, cuts, next: stretch.next }
  }
  return { lines, cuts, next: undefined }
}

/** A page that ends with its stretch goes on where that does. */
const endOf = (stretch: Parameters<typeof behind>[0], line: Line): Position | undefined =>
  line === stretch.lines.at(-1) ? stretch.next : behind(stretch, line)
