import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { type Line, spokenAt } from './line.ts'
import type { ConversationParts } from './parts.ts'
import { BEGINNING, orderKey } from './rules.ts'
import type { Owner } from './store.ts'
import { walk } from './walk.ts'

/**
 * Conversations of a user, pinned ones first, then the newest (CNV2), as their logs stand.
 * @returns `isAll`: false when the user has more than one request goes through; the rest is not looked at
 */
export async function newestLines(
  parts: ConversationParts,
  self: Owner,
  isWanted: (line: Line) => boolean,
): Promise<{ lines: Line[]; isAll: boolean }> {
  const lines: Line[] = []
  let walked = 0
  let isAll = false
  for await (const stretch of walk(parts, self, BEGINNING)) {
    for (const line of stretch.lines) if (isWanted(line)) lines.push(line)
    walked += stretch.lines.length
    isAll = stretch.next === undefined
    if (walked >= CONVERSATION_LIMITS.walked) break
  }
  return { lines: lines.sort((a, b) => keyOf(b) - keyOf(a)), isAll }
}

const keyOf = (line: Line): number => orderKey(line.setting.pinnedAt > 0, spokenAt(line))
