import {
  FRIEND_LIMITS,
  PENDENCY_TYPE,
  type PendencyType,
  RESPONSE_ACTION,
  type ResponseAction,
} from '@signet/protocol/friend'
import { REVISED } from '@signet/protocol/revisions'
import { fail } from '../../engine/failure.ts'
import { befriend, settleApplications } from './add.ts'
import type { FriendPair } from './hooks.ts'
import { changedEntries, changing, type FriendParts, type ItemResult, itemResult } from './parts.ts'
import { textsProblem } from './rules.ts'
import {
  type ApplicationRow,
  applicationsOf,
  blockedAmong,
  blocking,
  countFriends,
  deleteApplication,
  friendsAmong,
  havingAsFriend,
  markApplicationsRead,
  type Owner,
} from './store.ts'

/** What came in and what was sent out, newest first, with the revision of this list. At most FRIEND_LIMITS.applications each way. */
export async function listApplications(
  { db, revisions }: FriendParts,
  me: Owner,
): Promise<{ revision: number; rows: ApplicationRow[] }> {
  const revision = await revisions.of(me.sdkAppId, me.userId, REVISED.friendApplications)
  return { revision, rows: await applicationsOf(db.read, me) }
}

/**
 * Says yes to an application (FRD2): the one who asked gets a friend, and with `AgreeAndAdd` so do I.
 * @throws FRIEND_APPLICATION_NOT_FOUND, FRIEND_INVALID, FRIEND_BLACKLISTED_BY_ME, FRIEND_BLACKLISTED_ME, FRIEND_LIMIT, FRIEND_PEER_LIMIT
 */
export async function acceptApplication(
  parts: FriendParts,
  me: Owner,
  request: { readonly peer: string; readonly action: ResponseAction; readonly remark?: string | undefined },
): Promise<void> {
  const { peer, action, remark = '' } = request
  const problem = textsProblem({ remark })
  if (problem !== undefined) throw fail('FRIEND_INVALID', problem)
  const them: Owner = { sdkAppId: me.sdkAppId, userId: peer }
  await changing(parts, me, [peer], async (trx, mark, tell) => {
    const pairs: FriendPair[] = []
    const received = (await applicationsOf(trx, me, 'in')).find((row) => row.peer_id === peer)
    if (received === undefined) throw fail('FRIEND_APPLICATION_NOT_FOUND')
    if ((await blockedAmong(trx, me, [peer])).size > 0) throw fail('FRIEND_BLACKLISTED_BY_ME')
    if ((await blocking(trx, me, [peer])).size > 0) throw fail('FRIEND_BLACKLISTED_ME')
    const sent = (await applicationsOf(trx, them, 'out')).find((row) => row.peer_id === me.userId)
    const { source, wording } = received
    const now = parts.now()
    if (!(await havingAsFriend(trx, me, [peer])).has(peer)) {
      if ((await countFriends(trx, them)) >= FRIEND_LIMITS.friends) throw fail('FRIEND_PEER_LIMIT')
      const wish = { remark: sent?.remark ?? '', group: sent?.group_name ?? '' }
      await befriend(trx, them, { friendId: me.userId, ...wish, source, wording, now }, mark)
      pairs.push({ from: peer, to: me.userId })
    }
    if (action === RESPONSE_ACTION.agreeAndAdd && !(await friendsAmong(trx, me, [peer])).has(peer)) {
      if ((await countFriends(trx, me)) >= FRIEND_LIMITS.friends) throw fail('FRIEND_LIMIT')
      await befriend(trx, me, { friendId: peer, remark, source, wording, group: '', now }, mark)
      pairs.push({ from: me.userId, to: peer })
    }
    await settleApplications(trx, me, them, mark)
    tell({ kind: 'added', pairs, by: { command: 'friend_response', initiator: peer } })
  })
}

/** Says no: the application is gone on both sides, nobody becomes a friend. @throws FRIEND_APPLICATION_NOT_FOUND */
export async function refuseApplication(parts: FriendParts, me: Owner, peer: string): Promise<void> {
  const them: Owner = { sdkAppId: me.sdkAppId, userId: peer }
  await changing(parts, me, [], async (trx, mark) => {
    if (!(await deleteApplication(trx, me, 'in', peer))) throw fail('FRIEND_APPLICATION_NOT_FOUND')
    mark(changedEntries(me.userId, REVISED.friendApplications, [peer]))
    if (await deleteApplication(trx, them, 'out', me.userId)) {
      mark(changedEntries(peer, REVISED.friendApplications, [me.userId]))
    }
  })
}

/** Takes applications out of my own list; what the other side sees stays. */
export async function deleteApplications(
  parts: FriendParts,
  me: Owner,
  peers: readonly string[],
  type: PendencyType,
): Promise<ItemResult[]> {
  return await changing(parts, me, [], async (trx, mark) => {
    const deleted = new Set<string>()
    for (const peer of peers) {
      const came = type !== PENDENCY_TYPE.sendOut && (await deleteApplication(trx, me, 'in', peer))
      const sent = type !== PENDENCY_TYPE.comeIn && (await deleteApplication(trx, me, 'out', peer))
      if (came || sent) deleted.add(peer)
    }
    if (deleted.size > 0) mark(changedEntries(me.userId, REVISED.friendApplications, [...deleted]))
    return peers.map((peer) => itemResult(peer, deleted.has(peer) ? undefined : 'FRIEND_APPLICATION_NOT_FOUND'))
  })
}

/** Nothing that came in so far counts as unread any more, on any device. */
export async function readApplications(parts: FriendParts, me: Owner): Promise<void> {
  await changing(parts, me, [], async (trx, mark) => {
    if (await markApplicationsRead(trx, me)) mark({ userId: me.userId, what: REVISED.friendApplications })
  })
}
