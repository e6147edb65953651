import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { REVISED } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import { fail } from '../../engine/failure.ts'
import type { Change } from '../revisions/rules.ts'
import { knownNames } from './named.ts'
import type { ConversationParts } from './parts.ts'
import { byKey, groupNameProblem } from './rules.ts'
import { distinct, type NamedResult, namedResult } from './settings.ts'
import {
  type ConversationGroup,
  type ConversationTables,
  deleteGroupMembers,
  deleteGroupRows,
  groupMembersOf,
  groupsOf,
  insertGroup,
  insertGroupMembers,
  type Owner,
  renameGroupRow,
} from './store.ts'

type Trx = Transaction<ConversationTables>

/** A group of conversations with what is in it. */
export interface FilledGroup extends ConversationGroup {
  readonly conversations: string[]
}

/** All groups of conversations of a user, in the order in which they were made. */
export async function listGroups(
  parts: ConversationParts,
  self: Owner,
): Promise<{ groups: FilledGroup[]; revision: number }> {
  const revision = await parts.revisions.of(self.sdkAppId, self.userId, REVISED.conversationGroups)
  const members = byKey(await groupMembersOf(parts.db.read, self), ({ id }) => id)
  const groups = (await groupsOf(parts.db.read, self)).map((group) => ({
    ...group,
    conversations: (members.get(group.id) ?? []).map(({ conversation }) => conversation),
  }))
  return { groups, revision }
}

/**
 * Makes a group of conversations (CNV7). Results: CONVERSATION_NOT_FOUND.
 * @throws Failure CONVERSATION_GROUP_NAME, CONVERSATION_GROUP_EXISTS, CONVERSATION_GROUP_LIMIT, CONVERSATION_GROUPED_LIMIT
 */
export async function createGroup(
  parts: ConversationParts,
  self: Owner,
  name: string,
  conversations: readonly string[],
): Promise<{ id: number; results: NamedResult[] }> {
  const problem = groupNameProblem(name)
  if (problem !== undefined) throw fail('CONVERSATION_GROUP_NAME', problem)
  const names = distinct(conversations)
  const known = await knownNames(parts, self, names)
  const id = await changing(parts, self, async (trx, groups) => {
    if (groups.some((group) => group.name === name)) throw fail('CONVERSATION_GROUP_EXISTS')
    if (groups.length >= CONVERSATION_LIMITS.groups) throw fail('CONVERSATION_GROUP_LIMIT')
    const id = Math.max(0, ...groups.map((group) => group.id)) + 1
    await insertGroup(trx, self, { id, name })
    await put(trx, self, id, [...known])
    return { value: id, conversations: [...known] }
  })
  return { id, results: resultsOf(names, known) }
}

/** @throws Failure CONVERSATION_GROUP_NOT_FOUND, CONVERSATION_GROUP_NAME, CONVERSATION_GROUP_EXISTS */
export async function renameGroup(
  parts: ConversationParts,
  self: Owner,
  name: string,
  newName: string,
): Promise<number> {
  const problem = groupNameProblem(newName)
  if (problem !== undefined) throw fail('CONVERSATION_GROUP_NAME', problem)
  return await changing(parts, self, async (trx, groups) => {
    const { id } = named(groups, name)
    if (newName !== name && groups.some((group) => group.name === newName)) throw fail('CONVERSATION_GROUP_EXISTS')
    await renameGroupRow(trx, self, { id, name: newName })
    return { value: id }
  })
}

/** The conversations stay. @throws Failure CONVERSATION_GROUP_NOT_FOUND */
export async function deleteGroup(parts: ConversationParts, self: Owner, name: string): Promise<number> {
  return await changing(parts, self, async (trx, groups) => {
    const { id } = named(groups, name)
    await deleteGroupRows(trx, self, id)
    return { value: id }
  })
}

/**
 * Puts conversations into a group; one that is in it already stays. Results: CONVERSATION_NOT_FOUND.
 * @throws Failure CONVERSATION_GROUP_NOT_FOUND, CONVERSATION_GROUPED_LIMIT
 */
export async function addToGroup(
  parts: ConversationParts,
  self: Owner,
  name: string,
  conversations: readonly string[],
): Promise<NamedResult[]> {
  const names = distinct(conversations)
  const known = await knownNames(parts, self, names)
  await changing(parts, self, async (trx, groups) => {
    await put(trx, self, named(groups, name).id, [...known])
    return { value: undefined, conversations: [...known] }
  })
  return resultsOf(names, known)
}

/** What is not in it is not missed. @throws Failure CONVERSATION_GROUP_NOT_FOUND */
export async function removeFromGroup(
  parts: ConversationParts,
  self: Owner,
  name: string,
  conversations: readonly string[],
): Promise<NamedResult[]> {
  const names = distinct(conversations)
  await changing(parts, self, async (trx, groups) => {
    await deleteGroupMembers(trx, self, names, named(groups, name).id)
    return { value: undefined, conversations: names }
  })
  return names.map((one) => namedResult(one))
}

/** One change of the groups, of which all devices hear: with the conversations where it is about some. */
async function changing<R>(
  parts: ConversationParts,
  self: Owner,
  work: (trx: Trx, groups: readonly ConversationGroup[]) => Promise<{ value: R; conversations?: readonly string[] }>,
): Promise<R> {
  return await parts.revisions.transaction(parts.db, self.sdkAppId, async (trx, mark) => {
    const { value, conversations } = await work(trx, await groupsOf(trx, self))
    const change: Change = { userId: self.userId, what: REVISED.conversationGroups }
    mark(conversations === undefined ? change : { ...change, data: { conversations } })
    return value
  })
}

function named(groups: readonly ConversationGroup[], name: string): ConversationGroup {
  const found = groups.find((group) => group.name === name)
  if (found === undefined) throw fail('CONVERSATION_GROUP_NOT_FOUND')
  return found
}

async function put(trx: Trx, self: Owner, id: number, conversations: readonly string[]): Promise<void> {
  if (conversations.length === 0) return
  const members = await groupMembersOf(trx, self)
  const inside = new Set(members.filter((member) => member.id === id).map(({ conversation }) => conversation))
  const coming = conversations.filter((conversation) => !inside.has(conversation))
  if (members.length + coming.length > CONVERSATION_LIMITS.grouped) throw fail('CONVERSATION_GROUPED_LIMIT')
  if (coming.length > 0) await insertGroupMembers(trx, self, id, coming)
}

const resultsOf = (names: readonly string[], known: ReadonlySet<string>): NamedResult[] =>
  names.map((name) => namedResult(name, known.has(name) ? undefined : 'CONVERSATION_NOT_FOUND'))
