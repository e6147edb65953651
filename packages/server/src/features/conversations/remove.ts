import { REVISED } from '@signet/protocol/revisions'
import { linesOf } from './line.ts'
import { placesNamed } from './named.ts'
import type { ConversationParts } from './parts.ts'
import { spansAbove } from './rules.ts'
import { distinct, type NamedResult, namedResult } from './settings.ts'
import {
  deletedSpans,
  deleteGroupMembers,
  NO_SETTING,
  type Owner,
  putSetting,
  putSpans,
  type Setting,
  settingsOf,
} from './store.ts'

/** What is taken away: the history, the line in the list, or both. */
export interface Removal {
  readonly history: boolean
  readonly line: boolean
}

/**
 * Takes conversations out of the user's list, clears the user's view of their history, or both (CNV5). The peers keep theirs. A new
 * message brings a deleted conversation back, without its pin, marks, data and groups. One that the user does not have (any more) only
 * loses those.
 * @throws Failure CONVERSATION_TOO_MANY, BAD_PARAMETER
 */
export async function removeConversations(
  parts: ConversationParts,
  self: Owner,
  conversations: readonly string[],
  removal: Removal,
): Promise<NamedResult[]> {
  const names = distinct(conversations)
  const places = await placesNamed(parts, self, names)
  const lines = await linesOf(parts, self, [...places.values()])
  const heads = new Map(lines.map(({ place, head }) => [place.conversation, head.seq]))
  await parts.revisions.transaction(parts.db, self.sdkAppId, async (trx, mark) => {
    const settings = await settingsOf(trx, self, names)
    const changed = names.filter((name) => heads.has(name) || (removal.line && settings.has(name)))
    for (const name of changed) {
      const setting = settings.get(name) ?? NO_SETTING
      const next = removed(setting, heads.get(name), removal)
      await putSetting(trx, self, name, { ...next, changedAt: parts.clock.now() })
      if (setting.deletedSeq === 0 || next.clearedSeq === setting.clearedSeq) continue
      const left = spansAbove(await deletedSpans(trx, self, name, 0), next.clearedSeq)
      await putSpans(trx, self, name, left)
    }
    if (changed.length === 0) return
    mark({ userId: self.userId, what: REVISED.conversations, data: { conversations: changed } })
    if (removal.line && (await deleteGroupMembers(trx, self, changed)))
      mark({ userId: self.userId, what: REVISED.conversationGroups, data: { conversations: changed } })
  })
  return names.map((name) => namedResult(name))
}

/** @param head the newest seq; nothing when the user does not have the conversation any more */
function removed(setting: Setting, head: number | undefined, { history, line }: Removal): Setting {
  const own: Setting = line ? { ...setting, pinnedAt: 0, marks: [], custom: '' } : setting
  if (head === undefined) return own
  return {
    ...own,
    ...(history && { clearedSeq: Math.max(setting.clearedSeq, head) }),
    ...(line && { removedSeq: Math.max(setting.removedSeq, head) }),
  }
}
