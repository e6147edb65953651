import { FRIEND_LIMITS } from '@signet/protocol/friend'
import { REVISED } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import { fail } from '../../engine/failure.ts'
import type { Change } from '../revisions/rules.ts'
import { changedEntries, changing, type FriendParts, type ItemResult, itemResult } from './parts.ts'
import { textsProblem } from './rules.ts'
import {
  deleteGroupRow,
  deleteMembers,
  type FriendTables,
  friendsAmong,
  groupNames,
  groupSizes,
  membersOf,
  type Owner,
  putGroup,
  putMembers,
  renameGroupRows,
} from './store.ts'

type Trx = Transaction<FriendTables>
type Mark = (change: Change) => void

/** Groups in the order in which they were made, with how many friends are in each. Who they are is told by the list of friends. */
export async function listGroups(
  { db, revisions }: FriendParts,
  me: Owner,
): Promise<{ revision: number; groups: { name: string; count: number }[] }> {
  const revision = await revisions.of(me.sdkAppId, me.userId, REVISED.friendGroups)
  const sizes = await groupSizes(db.read, me)
  const names = await groupNames(db.read, me)
  return { revision, groups: [...names].map((name) => ({ name, count: sizes.get(name) ?? 0 })) }
}

/** Who is in each of these groups. A group that is not there is empty. */
export async function groupMembers(
  { db }: FriendParts,
  me: Owner,
  names: readonly string[],
): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>()
  for (const name of names) members.set(name, await membersOf(db.read, me, name))
  return members
}

/**
 * Makes groups, all of them or none, and puts friends into each.
 * @throws FRIEND_INVALID, FRIEND_GROUP_EXISTS, FRIEND_GROUP_LIMIT; a stranger's result is FRIEND_GROUP_STRANGER
 */
export async function createGroups(
  parts: FriendParts,
  me: Owner,
  names: readonly string[],
  peers: readonly string[],
): Promise<ItemResult[]> {
  for (const name of names) assertName(name)
  return await changing(parts, me, [], async (trx, mark) => {
    const existing = await groupNames(trx, me)
    let results: ItemResult[] = []
    for (const name of names) {
      if (existing.has(name)) throw fail('FRIEND_GROUP_EXISTS')
      await addGroup(trx, me, existing, name, parts.now())
      results = await addMembers(trx, me, name, peers, mark)
    }
    return results
  })
}

/** All of them or none; the friends in them stay friends. @throws FRIEND_GROUP_NOT_FOUND */
export async function deleteGroups(parts: FriendParts, me: Owner, names: readonly string[]): Promise<void> {
  await changing(parts, me, [], async (trx, mark) => {
    for (const name of new Set(names)) {
      await assertGroup(trx, me, name)
      const members = await membersOf(trx, me, name)
      await deleteMembers(trx, me, { name })
      await deleteGroupRow(trx, me, name)
      markMembers(me, members, mark)
    }
  })
}

/** @throws FRIEND_INVALID, FRIEND_GROUP_NOT_FOUND, FRIEND_GROUP_EXISTS */
export async function renameGroup(parts: FriendParts, me: Owner, from: string, to: string): Promise<void> {
  assertName(to)
  await changing(parts, me, [], async (trx, mark) => {
    const names = await assertGroup(trx, me, from)
    if (from === to) return
    if (names.has(to)) throw fail('FRIEND_GROUP_EXISTS')
    await renameGroupRows(trx, me, from, to)
    markMembers(me, await membersOf(trx, me, to), mark)
  })
}

/** @throws FRIEND_GROUP_NOT_FOUND; a stranger's result is FRIEND_GROUP_STRANGER */
export async function addToGroup(
  parts: FriendParts,
  me: Owner,
  name: string,
  peers: readonly string[],
): Promise<ItemResult[]> {
  return await changing(parts, me, [], async (trx, mark) => {
    await assertGroup(trx, me, name)
    return await addMembers(trx, me, name, peers, mark)
  })
}

/** Whoever was not in it is not missed. @throws FRIEND_GROUP_NOT_FOUND */
export async function removeFromGroup(
  parts: FriendParts,
  me: Owner,
  name: string,
  peers: readonly string[],
): Promise<ItemResult[]> {
  return await changing(parts, me, [], async (trx, mark) => {
    await assertGroup(trx, me, name)
    await deleteMembers(trx, me, { name, ids: peers })
    markMembers(me, peers, mark)
    return peers.map((peer) => itemResult(peer))
  })
}

/** Puts a friend into groups, and makes those that do not exist. @throws FRIEND_GROUP_LIMIT */
export async function joinGroups(
  trx: Trx,
  owner: Owner,
  friendId: string,
  groups: readonly string[],
  now: number,
  mark: Mark,
): Promise<void> {
  const names = await groupNames(trx, owner)
  for (const name of groups) {
    if (!names.has(name)) await addGroup(trx, owner, names, name, now)
    await putMembers(trx, owner, name, [friendId])
  }
  if (groups.length > 0) mark({ userId: owner.userId, what: REVISED.friendGroups })
}

async function addGroup(trx: Trx, me: Owner, names: Set<string>, name: string, now: number): Promise<void> {
  if (names.size >= FRIEND_LIMITS.groups) throw fail('FRIEND_GROUP_LIMIT')
  await putGroup(trx, me, name, now)
  names.add(name)
}

async function addMembers(
  trx: Trx,
  me: Owner,
  name: string,
  peers: readonly string[],
  mark: Mark,
): Promise<ItemResult[]> {
  const friends = peers.length === 0 ? new Map<string, unknown>() : await friendsAmong(trx, me, peers)
  await putMembers(trx, me, name, [...friends.keys()])
  markMembers(me, [...friends.keys()], mark)
  return peers.map((peer) => itemResult(peer, friends.has(peer) ? undefined : 'FRIEND_GROUP_STRANGER'))
}

/** Groups changed, and so did what the list of friends says about their members. */
function markMembers(me: Owner, members: readonly string[], mark: Mark): void {
  mark({ userId: me.userId, what: REVISED.friendGroups })
  if (members.length > 0) mark(changedEntries(me.userId, REVISED.friends, members))
}

function assertName(name: string): void {
  const problem = textsProblem({ groups: [name] })
  if (problem !== undefined) throw fail('FRIEND_INVALID', problem)
}

async function assertGroup(trx: Trx, me: Owner, name: string): Promise<Set<string>> {
  const names = await groupNames(trx, me)
  if (!names.has(name)) throw fail('FRIEND_GROUP_NOT_FOUND')
  return names
}
