import { fail } from '../../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import { listGroups } from '../groups.ts'
import { isRemoved, type Line, linesOf, spokenAt } from '../line.ts'
import { placesNamed } from '../named.ts'
import type { ConversationParts } from '../parts.ts'
import { removeConversations } from '../remove.ts'
import { positionOf } from '../rules.ts'
import type { Owner } from '../store.ts'
import { unreadOf } from '../unread.ts'
import { walk } from '../walk.ts'
import { contactOf, conversationOf, markText } from './wire.ts'

/** Conversations of a page. */
const PAGE = 100

type Path = `recentcontact/${'get_list' | 'delete' | 'get_contact_group' | 'search_contact_group'}`
export type Exists = (sdkAppId: number, userId: string) => Promise<boolean>

/** Whose list the backend means. @throws CONVERSATION_ACCOUNT_UNKNOWN */
export async function ownerOf(exists: Exists, { sdkAppId }: RestCaller, userId: string): Promise<Owner> {
  if (!(await exists(sdkAppId, userId))) throw fail('CONVERSATION_ACCOUNT_UNKNOWN')
  return { sdkAppId, userId }
}

/** Server API: the list of conversations of a user. */
export function conversationListCommands(parts: ConversationParts, exists: Exists): Pick<RestHandlers, Path> {
  return {
    async 'recentcontact/get_list'(caller, { From_Account, StartIndex = 0, TimeStamp }) {
      const self = await ownerOf(exists, caller, From_Account)
      const listed = (await allLines(parts, self)).filter((line) => line.head.seq > 0 && !isRemoved(line)).sort(byPlace)
      const page = listed.slice(StartIndex, StartIndex + PAGE)
      const unread = await unreadOf(parts, self, page)
      const SessionItem = page.map((line, i) => ({
        Type: line.place.kind.is === 'C2C' ? 1 : 2,
        ...(line.place.kind.is === 'C2C' ? { To_Account: line.place.id } : { GroupId: line.place.id }),
        MsgTime: Math.floor(spokenAt(line) / 1000),
        TopFlag: line.setting.pinnedAt > 0 ? 1 : 0,
        UnreadMsgCount: unread[i]!,
      }))
      const next = StartIndex + page.length
      return {
        SessionItem,
        CompleteFlag: next < listed.length && page.length > 0 ? 0 : 1,
        TimeStamp: TimeStamp || Math.floor(parts.clock.now() / 1000),
        StartIndex: next,
        TopTimeStamp: 0,
        TopStartIndex: 0,
      }
    },

    async 'recentcontact/delete'(caller, { From_Account, ClearRamble, ...contact }) {
      const self = await ownerOf(exists, caller, From_Account)
      const removal = { line: true, history: ClearRamble === 1 }
      await removeConversations(parts, self, [conversationOf(contact)], removal)
      return {}
    },

    async 'recentcontact/get_contact_group'(caller, { From_Account, StartIndex = 0 }) {
      const self = await ownerOf(exists, caller, From_Account)
      const { groups } = await listGroups(parts, self)
      const grouped = new Set(groups.flatMap(({ conversations }) => conversations))
      const noted = (await allLines(parts, self)).filter(
        ({ place, setting }) => setting.marks.length > 0 || setting.custom !== '' || grouped.has(place.conversation),
      )
      const page = noted.slice(StartIndex, StartIndex + PAGE)
      const next = StartIndex + page.length
      return {
        ContactItem: page.map((line) => described(line, groups)),
        GroupItem: groupItems(groups),
        CompleteFlag: next < noted.length && page.length > 0 ? 0 : 1,
        NextStartIndex: next,
      }
    },

    async 'recentcontact/search_contact_group'(caller, { From_Account, ContactItem }) {
      const self = await ownerOf(exists, caller, From_Account)
      const { groups } = await listGroups(parts, self)
      const places = await placesNamed(parts, self, ContactItem.map(conversationOf))
      const lines = await linesOf(parts, self, [...places.values()])
      return { ContactResultItem: lines.map((line) => described(line, groups)), GroupItem: groupItems(groups) }
    },
  }
}

type Groups = Awaited<ReturnType<typeof listGroups>>['groups']

export const groupItems = (groups: readonly { readonly name: string; readonly id: number }[]) =>
  groups.map(({ name, id }) => ({ GroupName: name, GroupId: id }))

function described(line: Line, groups: Groups) {
  const { setting, place } = line
  return {
    ...contactOf(line),
    StandardMark: markText(setting.marks),
    CustomMark: setting.custom,
    ContactGroupId: groups
      .filter(({ conversations }) => conversations.includes(place.conversation))
      .map(({ id }) => id),
    Timestamp: Math.floor(setting.changedAt / 1000),
  }
}

async function allLines(parts: ConversationParts, self: Owner): Promise<Line[]> {
  const lines: Line[] = []
  for await (const stretch of walk(parts, self, positionOf(undefined))) lines.push(...stretch.lines)
  return lines
}

/** Pinned ones first, the last pinned before; then by their newest message. */
const byPlace = (a: Line, b: Line): number => b.setting.pinnedAt - a.setting.pinnedAt || spokenAt(b) - spokenAt(a)
