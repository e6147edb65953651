import { shownMessage, shownTime } from '../messages/state.ts'
import { floorOf, isRemoved, type Line, spokenAt } from './line.ts'
import { newestOf } from './newest.ts'
import type { ConversationParts } from './parts.ts'
import { orderKey } from './rules.ts'
import { groupMembersOf, groupsOf, type Owner } from './store.ts'
import { unreadOf } from './unread.ts'
import { type NamingMessage, unreadMentions } from './unread-mentions.ts'
import { ownWindow } from './window.ts'

/** Conversations as their list shows them, as JSON: stored messages are not parsed only to be written again. */
export async function itemTexts(parts: ConversationParts, self: Owner, lines: readonly Line[]): Promise<string[]> {
  if (lines.length === 0) return []
  const unread = await unreadOf(parts, self, lines)
  const groups = await groupNamesOf(parts, self, lines)
  const mentions = await unreadMentions(
    parts,
    self,
    lines.filter((_, i) => unread[i]! > 0),
  )
  const texts: string[] = []
  for (let at = 0; at < lines.length; at += TOGETHER) {
    const some = lines.slice(at, at + TOGETHER).map((line, i) =>
      itemText(parts, self, line, {
        unread: unread[at + i]!,
        groups: groups.get(line.place.conversation) ?? [],
        mentions: mentions.get(line.place.timeline) ?? [],
      }),
    )
    texts.push(...(await Promise.all(some)))
  }
  return texts
}

/** Read at the same time: between two of these other requests have their turn. */
const TOGETHER = 64

interface Counted {
  readonly unread: number
  readonly groups: readonly string[]
  readonly mentions: readonly NamingMessage[]
}

async function itemText(
  parts: ConversationParts,
  self: Owner,
  line: Line,
  { unread, groups, mentions }: Counted,
): Promise<string> {
  const { place, head, setting } = line
  const { conversation, kind, timeline } = place
  const window = await ownWindow(parts, self, conversation, place.window, setting)
  const { last, shown } = await newestOf(parts.timeline, timeline, head.seq, { ...window, at: parts.clock.now() })
  const lastSaid = shown ?? last
  const isPinned = setting.pinnedAt > 0
  const named = mentions.filter(({ seq }) => !window.hides?.(seq, ''))
  const remind = kind.is === 'GROUP' ? kind.remind : setting.remind
  const fields = {
    conversation,
    head: head.seq,
    changeHead: head.changeSeq,
    time: last === undefined ? 0 : shownTime(last),
    read: place.read,
    peerRead: 0,
    ...(kind.is === 'C2C' && { peerRead: kind.peerRead }),
    ...(kind.is === 'C2C' && kind.peerReadTime > 0 && { peerReadTime: kind.peerReadTime }),
    ...(kind.is === 'GROUP' && { groupType: kind.groupType }),
    unread,
    orderKey: orderKey(isPinned, lastSaid === undefined ? spokenAt(line) : shownTime(lastSaid)),
    ...(floorOf(line) > 0 && { floor: floorOf(line) }),
    ...(isPinned && { pinned: true }),
    ...(setting.marks.length > 0 && { marks: setting.marks }),
    ...(groups.length > 0 && { groups }),
    ...(remind !== 'AcceptAndNotify' && { remind }),
    ...(setting.custom !== '' && { custom: setting.custom }),
    ...(named.length > 0 && { mentions: named }),
    ...(isRemoved(line) && { removed: true }),
  }
  const messages = `${last === undefined ? '' : `,"last":${shownMessage(last)}`}${shown === undefined ? '' : `,"shown":${shownMessage(shown)}`}`
  return `${JSON.stringify(fields).slice(0, -1)}${messages}}`
}

async function groupNamesOf(
  parts: ConversationParts,
  self: Owner,
  lines: readonly Line[],
): Promise<Map<string, string[]>> {
  const names = lines.map(({ place }) => place.conversation)
  const members = await groupMembersOf(parts.db.read, self, names)
  if (members.length === 0) return new Map()
  const groups = new Map((await groupsOf(parts.db.read, self)).map(({ id, name }) => [id, name]))
  const found = new Map<string, string[]>()
  for (const { id, conversation } of members) {
    const name = groups.get(id)
    if (name !== undefined) found.set(conversation, [...(found.get(conversation) ?? []), name])
  }
  return found
}
