import { fail } from '../../../engine/failure.ts'
import type { RestHandlers } from '../../../engine/http/rest.ts'
import { setCustomData } from '../custom-data.ts'
import { addToGroup, createGroup, deleteGroup, listGroups, removeFromGroup, renameGroup } from '../groups.ts'
import { mark } from '../mark.ts'
import type { ConversationParts } from '../parts.ts'
import type { NamedResult } from '../settings.ts'
import type { Owner } from '../store.ts'
import { type Exists, ownerOf } from './list.ts'
import { conversationOf, resultOf } from './wire.ts'

type Path = `recentcontact/${'create_contact_group' | 'update_contact_group' | 'del_contact_group' | 'mark_contact'}`

/** Conversations of one call to mark. */
const MOST_MARKED = 100

/** Server API: groups and marks of conversations. */
export function conversationGroupCommands(parts: ConversationParts, exists: Exists): Pick<RestHandlers, Path> {
  return {
    async 'recentcontact/create_contact_group'(caller, { From_Account, GroupContactItem }) {
      const self = await ownerOf(exists, caller, From_Account)
      const [{ GroupName, ContactItem = [] }] = GroupContactItem as [(typeof GroupContactItem)[number]]
      const { id, results } = await createGroup(parts, self, GroupName, ContactItem.map(conversationOf))
      const ResultItem = ContactItem.map((contact) => ({
        ContactItem: contact,
        ...resultOf(results, conversationOf(contact)),
      }))
      return { GroupResultItem: [{ GroupItem: { GroupName, GroupId: id }, ResultItem }] }
    },

    async 'recentcontact/update_contact_group'(caller, { From_Account, UpdateGroup }) {
      const self = await ownerOf(exists, caller, From_Account)
      const { UpdateGroupType, OldGroupName, NewGroupName, ContactUpdateItem = [] } = UpdateGroup
      const isRename = UpdateGroupType === 1
      if (isRename && NewGroupName === undefined) throw fail('CONVERSATION_PARAMETER', 'NewGroupName is missing.')
      if (isRename) await renameGroup(parts, self, OldGroupName, NewGroupName!)
      const inIt = await changeMembers(parts, self, OldGroupName, isRename ? [] : ContactUpdateItem)
      const name = isRename ? NewGroupName! : OldGroupName
      const ContactResultItem = isRename
        ? []
        : ContactUpdateItem.map((item) => ({ ...item, ...resultOf(inIt, conversationOf(item.ContactItem)) }))
      const UpdateGroupResult = {
        UpdateGroupType,
        GroupName: name,
        GroupId: await idOf(parts, self, name),
        OldGroupName,
        ContactResultItem,
      }
      return { UpdateType: 1, UpdateGroupResult }
    },

    async 'recentcontact/del_contact_group'(caller, { From_Account, GroupName }) {
      const self = await ownerOf(exists, caller, From_Account)
      const GroupItem: { GroupName: string; GroupId: number }[] = []
      for (const name of GroupName) GroupItem.push({ GroupName: name, GroupId: await deleteGroup(parts, self, name) })
      return { GroupItem }
    },

    async 'recentcontact/mark_contact'(caller, { From_Account, MarkItem }) {
      const self = await ownerOf(exists, caller, From_Account)
      if (MarkItem.length === 0 || MarkItem.length > MOST_MARKED) throw fail('CONVERSATION_TOO_MANY')
      const names = MarkItem.map(({ ContactItem }) => conversationOf(ContactItem))
      const ResultItem = []
      for (const [i, { OptType, ContactItem, SetMark, ClearMark, CustomMark = '' }] of MarkItem.entries()) {
        const name = names[i]!
        const results: NamedResult[] = []
        if (OptType !== 2) results.push(...(await mark(parts, self, [name], { set: SetMark, clear: ClearMark })))
        if (OptType !== 1) results.push(...(await setCustomData(parts, self, [name], CustomMark)))
        ResultItem.push({ OptType, ContactItem, ...resultOf(results, name) })
      }
      return { ResultItem }
    },
  }
}

type Update = { readonly ContactOptType: number; readonly ContactItem: Parameters<typeof conversationOf>[0] }

/** What is to go in first, then what is to go out. */
async function changeMembers(
  parts: ConversationParts,
  self: Owner,
  group: string,
  items: readonly Update[],
): Promise<NamedResult[]> {
  const named = (type: number) =>
    items.filter((item) => item.ContactOptType === type).map((item) => conversationOf(item.ContactItem))
  const [coming, going] = [named(1), named(2)]
  const added = coming.length === 0 ? [] : await addToGroup(parts, self, group, coming)
  const removed = going.length === 0 ? [] : await removeFromGroup(parts, self, group, going)
  return [...added, ...removed]
}

/** @throws CONVERSATION_GROUP_NOT_FOUND */
async function idOf(parts: ConversationParts, self: Owner, name: string): Promise<number> {
  const { groups } = await listGroups(parts, self)
  const group = groups.find((one) => one.name === name)
  if (group === undefined) throw fail('CONVERSATION_GROUP_NOT_FOUND')
  return group.id
}
