import type { AddType } from '@signet/protocol/friend'
import { REVISED } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import { fail } from '../../engine/failure.ts'
import { joinGroups } from './groups.ts'
import { changedEntries, changing, type FriendParts } from './parts.ts'
import { type AddFacts, addVerdict, textsProblem } from './rules.ts'
import {
  type ApplicationRow,
  applicationsOf,
  blockedAmong,
  blocking,
  countFriends,
  deleteApplication,
  type FriendTables,
  friendsAmong,
  havingAsFriend,
  type Owner,
  putApplication,
  putFriend,
} from './store.ts'

export interface AddRequest {
  readonly peer: string
  readonly type: AddType
  /** `AddSource_Type_…` */
  readonly source: string
  readonly wording?: string | undefined
  readonly remark?: string | undefined
  /** Made when there is none of this name. */
  readonly group?: string | undefined
  /** The backend's: without the peer's consent, in spite of blacklists. */
  readonly force?: boolean | undefined
}

/**
 * Adds a friend, or asks to (FRD1). Two people who add each other at once end as friends or with one application, never in between.
 *
 * @returns `pending` when the peer has to agree first; `friends` also when they were friends before
 * @throws FRIEND_INVALID, FRIEND_ACCOUNT_NOT_FOUND, FRIEND_ADD_FORBIDDEN, FRIEND_BLACKLISTED_BY_ME, FRIEND_BLACKLISTED_ME,
 * FRIEND_PEER_DENIES, FRIEND_LIMIT, FRIEND_PEER_LIMIT, FRIEND_APPLICATION_LIMIT, FRIEND_GROUP_LIMIT
 */
export async function addFriend(parts: FriendParts, me: Owner, request: AddRequest): Promise<'friends' | 'pending'> {
  const { peer, source, wording = '', remark = '', group } = request
  const problem = textsProblem({ source, wording, remark, groups: group === undefined ? [] : [group] })
  if (problem !== undefined) throw fail('FRIEND_INVALID', problem)
  if (peer === me.userId) throw fail('FRIEND_INVALID', 'Nobody is a friend of their own.')
  if (!(await parts.exists(me.sdkAppId, peer))) throw fail('FRIEND_ACCOUNT_NOT_FOUND')
  const [{ forbidden }, { allowType }] = [
    await parts.policy(me.sdkAppId, me.userId),
    await parts.policy(me.sdkAppId, peer),
  ]
  const them: Owner = { sdkAppId: me.sdkAppId, userId: peer }
  return await changing(parts, me, [peer], async (trx, mark, tell) => {
    const { facts, asked } = await factsOf(trx, me, them, request, { forbidden, allowType })
    const verdict = addVerdict(facts)
    if (verdict.kind === 'refused') throw fail(verdict.error)
    if (verdict.kind === 'already') return 'friends'
    const now = parts.now()
    if (verdict.kind === 'pending') {
      const row = { sdk_app_id: me.sdkAppId, remark, source, wording, group_name: group ?? '', created_at: now }
      await putApplication(trx, { ...row, user_id: me.userId, direction: 'out', peer_id: peer, unread: 0 })
      await putApplication(trx, {
        ...row,
        user_id: peer,
        direction: 'in',
        peer_id: me.userId,
        unread: 1,
        remark: '',
        group_name: '',
      })
      mark(changedEntries(me.userId, REVISED.friendApplications, [peer]))
      mark(changedEntries(peer, REVISED.friendApplications, [me.userId]))
      return 'pending'
    }
    if (!facts.mine) {
      await befriend(trx, me, { friendId: peer, remark, source, wording, group: group ?? '', now }, mark)
    }
    if (verdict.theirs && !facts.theirs) {
      const wish = { remark: asked?.remark ?? '', group: asked?.group_name ?? '' }
      await befriend(trx, them, { friendId: me.userId, ...wish, source, wording, now }, mark)
    }
    await settleApplications(trx, me, them, mark)
    const mine = facts.mine ? [] : [{ from: me.userId, to: peer }]
    const theirs = verdict.theirs && !facts.theirs ? [{ from: peer, to: me.userId }] : []
    const by = { command: 'friend_add', initiator: me.userId, force: request.force ?? false } as const
    tell({ kind: 'added', pairs: [...mine, ...theirs], by })
    return 'friends'
  })
}

type Mark = Parameters<Parameters<typeof changing>[3]>[1]
type Trx = Transaction<FriendTables>

async function factsOf(
  trx: Trx,
  me: Owner,
  them: Owner,
  { type, force = false }: AddRequest,
  policy: Pick<AddFacts, 'forbidden' | 'allowType'>,
): Promise<{ facts: AddFacts; asked: ApplicationRow | undefined }> {
  const [mine, theirs] = [await applicationsOf(trx, me), await applicationsOf(trx, them)]
  // What the peer keeps for itself (remark, group) is in the peer's own row; that there is something to answer, in mine.
  const askedByPeer = mine.some((row) => row.direction === 'in' && row.peer_id === them.userId)
  const asked = theirs.find((row) => row.direction === 'out' && row.peer_id === me.userId)
  const facts: AddFacts = {
    type,
    force,
    ...policy,
    askedByPeer,
    iBlocked: (await blockedAmong(trx, me, [them.userId])).size > 0,
    blockedMe: (await blocking(trx, me, [them.userId])).size > 0,
    mine: (await friendsAmong(trx, me, [them.userId])).size > 0,
    theirs: (await havingAsFriend(trx, me, [them.userId])).size > 0,
    alreadyAsked: theirs.some((row) => row.direction === 'in' && row.peer_id === me.userId),
    myFriends: await countFriends(trx, me),
    peerFriends: await countFriends(trx, them),
    myApplications: mine.filter((row) => row.direction === 'out').length,
    peerApplications: theirs.filter((row) => row.direction === 'in').length,
  }
  return { facts, asked }
}

/** Puts a friend into somebody's list, with the group that its owner wished for. */
export async function befriend(
  trx: Trx,
  owner: Owner,
  friend: {
    readonly friendId: string
    readonly remark: string
    readonly source: string
    readonly wording: string
    readonly group: string
    readonly now: number
  },
  mark: Mark,
): Promise<void> {
  const { friendId, remark, source, wording, group, now } = friend
  await putFriend(trx, {
    sdk_app_id: owner.sdkAppId,
    user_id: owner.userId,
    friend_id: friendId,
    remark,
    source,
    wording,
    custom: '{}',
    created_at: now,
  })
  if (group !== '') await joinGroups(trx, owner, friendId, [group], now, mark)
  mark(changedEntries(owner.userId, REVISED.friends, [friendId]))
}

/** Whatever the two asked of each other is answered. */
export async function settleApplications(trx: Trx, me: Owner, them: Owner, mark: Mark): Promise<boolean> {
  let found = false
  for (const [owner, other] of [
    [me, them],
    [them, me],
  ] as const) {
    const incoming = await deleteApplication(trx, owner, 'in', other.userId)
    const outgoing = await deleteApplication(trx, owner, 'out', other.userId)
    if (!incoming && !outgoing) continue
    found = true
    mark(changedEntries(owner.userId, REVISED.friendApplications, [other.userId]))
  }
  return found
}
