import { fail } from '../../engine/failure.ts'
import { isUniqueViolation } from '../../engine/storage/errors.ts'
import { customProblem, groupIdProblem, mergeCustom, type Pair, textProblem } from './limits.ts'
import { MOST_USERS, type Seat, seat } from './members.ts'
import { announce, askerOf, type Caller, existing, type GroupParts, refuse, refuseProblem } from './parts.ts'
import { reapGroup } from './remains/reap.ts'
import { groupTypeOf, maxMembersFor } from './rules.ts'
import type { GroupRow } from './store.ts'
import { type GroupType, type InviteOption, type JoinOption, TYPE_RULES } from './types.ts'

export interface GroupWish {
  readonly type: string
  readonly name: string
  /** Absent: the server makes one. */
  readonly groupId?: string | undefined
  /** For the application only; a user owns what they create. Absent: the group has no owner. */
  readonly owner?: string | undefined
  readonly introduction?: string | undefined
  readonly notification?: string | undefined
  readonly faceUrl?: string | undefined
  readonly maxMembers?: number | undefined
  readonly joinOption?: JoinOption | undefined
  readonly inviteOption?: InviteOption | undefined
  readonly custom?: readonly Pair[] | undefined
  /** ms; of a group that is imported. */
  readonly createdAt?: number | undefined
  /** Communities: messages go to topics. */
  readonly supportTopic?: boolean | undefined
  /** Communities: what plain members may, as bits; absent: it goes by roles alone. */
  readonly permission?: number | undefined
  readonly members?: readonly { readonly userId: string; readonly role?: 'Admin' | undefined }[] | undefined
}

export interface CreatedGroup {
  readonly groupId: string
  readonly type: GroupType
  /** Wished for as members, and not in the group: unknown, or in too many groups. */
  readonly failed: string[]
}

const ATTEMPTS = 10

/**
 * Makes a group, its owner the first member.
 *
 * @throws GROUP_PARAMETER, GROUP_ID_INVALID, GROUP_ID_TAKEN, GROUP_ID_YOURS, GROUP_UNSUPPORTED, GROUP_TOO_MANY, GROUP_MEMBER_LIMIT,
 * GROUP_USER_QUOTA, GROUP_ROOM_QUOTA, GROUP_ACCOUNT_UNKNOWN
 */
export async function createGroup(parts: GroupParts, caller: Caller, wish: GroupWish): Promise<CreatedGroup> {
  const { sdkAppId } = caller
  const type = groupTypeOf(wish.type)
  if (type === undefined) throw fail('GROUP_PARAMETER', `${JSON.stringify(wish.type)} is no type of group.`)
  check(type, wish)
  const owner = caller.actor.kind === 'user' ? caller.actor.userId : wish.owner
  const seats = seatsOf(type, owner, wish)
  const known = await existing(
    parts,
    sdkAppId,
    seats.map(({ userId }) => userId),
  )
  if (owner !== undefined && !known.has(owner)) throw fail('GROUP_ACCOUNT_UNKNOWN')
  const coming = seats.filter(({ userId }) => known.has(userId))
  if (!caller.quiet) {
    await parts.hooks?.beforeCreate(askerOf(caller), {
      type,
      name: wish.name,
      owner: owner ?? '',
      members: coming.map(({ userId }) => userId),
      inviteOption: wish.inviteOption ?? TYPE_RULES[type].inviteOptions[0] ?? 'DisableInvite',
    })
  }

  for (let attempt = 1; ; attempt++) {
    const groupId = wish.groupId ?? `${TYPE_RULES[type].idPrefix}${parts.makeId()}`
    const row = rowOf(parts, sdkAppId, groupId, type, owner, wish)
    try {
      const seated = await insert(parts, row, coming)
      const facts = { members: seated, custom: JSON.parse(row.custom) as Pair[] }
      announce(parts, caller, row, { kind: 'created', owner: owner ?? '' }, { facts })
      const others = seated.filter((userId) => userId !== owner)
      const withOwner = { ...row, member_count: seated.length - others.length }
      if (others.length > 0) {
        // For webhooks they belong to the creation.
        const joined = { kind: 'memberJoined', members: others, how: 'invited' } as const
        announce(parts, caller, withOwner, joined, { facts: { isTold: true } })
      }
      return { groupId, type, failed: seats.map(({ userId }) => userId).filter((userId) => !seated.includes(userId)) }
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      if (wish.groupId === undefined && attempt < ATTEMPTS) continue
      const taken = await parts.store.group(sdkAppId, groupId)
      throw fail(
        !caller.quiet && owner !== undefined && taken?.owner_id === owner ? 'GROUP_ID_YOURS' : 'GROUP_ID_TAKEN',
      )
    }
  }
}

function check(type: GroupType, wish: GroupWish): void {
  if (wish.groupId !== undefined) refuseProblem(groupIdProblem(type, wish.groupId))
  refuseProblem(textProblem('name', wish.name))
  refuseProblem(textProblem('introduction', wish.introduction ?? ''))
  refuseProblem(textProblem('notification', wish.notification ?? ''))
  refuseProblem(textProblem('faceUrl', wish.faceUrl ?? ''))
  refuseProblem(customProblem('group', wish.custom ?? []))
  refuseProblem(optionProblem(type, wish))
  if (type !== 'Community' && (wish.supportTopic || wish.permission !== undefined)) throw fail('GROUP_UNSUPPORTED')
  const members = wish.members ?? []
  if (members.length > MOST_USERS.created)
    throw fail('GROUP_TOO_MANY', `At most ${MOST_USERS.created} members at once.`)
  if (members.length > 0 && !TYPE_RULES[type].memberListStored) throw fail('GROUP_UNSUPPORTED')
  if (members.some(({ role }) => role === 'Admin') && TYPE_RULES[type].mostAdmins === 0) throw fail('GROUP_UNSUPPORTED')
}

/** GRP5: an option has to be one of those that the type has. */
export function optionProblem(
  type: GroupType,
  { joinOption, inviteOption }: { joinOption?: JoinOption | undefined; inviteOption?: InviteOption | undefined },
) {
  const rules = TYPE_RULES[type]
  const wrong = (name: string) => ({
    error: 'GROUP_PARAMETER' as const,
    detail: `A ${type} group cannot have this ${name}.`,
  })
  if (joinOption !== undefined && !rules.joinOptions.includes(joinOption)) return wrong('joinOption')
  if (inviteOption !== undefined && !rules.inviteOptions.includes(inviteOption)) return wrong('inviteOption')
  return undefined
}

function seatsOf(type: GroupType, owner: string | undefined, wish: GroupWish): Seat[] {
  const seats = new Map<string, Seat>()
  if (owner !== undefined) seats.set(owner, { userId: owner, role: 'Owner' })
  for (const { userId, role } of wish.members ?? []) {
    if (!seats.has(userId)) seats.set(userId, { userId, role: role ?? 'Member' })
  }
  const admins = [...seats.values()].filter(({ role }) => role === 'Admin').length
  if (admins > TYPE_RULES[type].mostAdmins) throw fail('GROUP_PARAMETER', 'Too many administrators.')
  return [...seats.values()]
}

function rowOf(
  parts: GroupParts,
  sdkAppId: number,
  groupId: string,
  type: GroupType,
  owner: string | undefined,
  wish: GroupWish,
): GroupRow {
  const rules = TYPE_RULES[type]
  const now = parts.now()
  const most = maxMembersFor(type, wish.maxMembers, mostMembers(parts, sdkAppId, type))
  if (typeof most !== 'number') throw fail('GROUP_MEMBER_LIMIT')
  const wanted = (wish.members?.length ?? 0) + (owner === undefined ? 0 : 1)
  if (most !== 0 && wanted > most) throw fail('GROUP_MEMBER_LIMIT')
  const custom = mergeCustom('group', [], wish.custom ?? [])
  if (custom === undefined) throw fail('GROUP_PARAMETER', 'Too many custom fields.')
  return {
    sdk_app_id: sdkAppId,
    group_id: groupId,
    type,
    name: wish.name,
    introduction: wish.introduction ?? '',
    notification: wish.notification ?? '',
    face_url: wish.faceUrl ?? '',
    owner_id: owner ?? null,
    created_at: wish.createdAt ?? now,
    info_seq: 1,
    info_changed_at: now,
    max_members: most,
    member_count: 0,
    joins: 0,
    join_option: wish.joinOption ?? rules.joinOptions[0],
    invite_option: wish.inviteOption ?? rules.inviteOptions[0] ?? 'DisableInvite',
    mute_all: 0,
    floor_seq: 0,
    support_topic: wish.supportTopic ? 1 : 0,
    enable_permission: wish.permission === undefined ? 0 : 1,
    default_permission: wish.permission ?? 0,
    custom: JSON.stringify(custom),
  }
}

/** What the application allows a group of this type; 0: no limit. */
export function mostMembers(parts: GroupParts, sdkAppId: number, type: GroupType): number {
  const quotas = parts.quotas(sdkAppId)
  const most: { readonly [T in GroupType]: number } = {
    Private: quotas.privateMembers,
    Public: quotas.publicMembers,
    ChatRoom: quotas.chatRoomMembers,
    AVChatRoom: 0,
    Community: quotas.communityMembers,
  }
  return most[type]
}

async function insert(parts: GroupParts, row: GroupRow, seats: readonly Seat[]): Promise<string[]> {
  const { store } = parts
  const { sdk_app_id: sdkAppId, group_id: groupId, type } = row
  // What a dissolved group of the same id may have left; its log goes on, so a new member starts at its head.
  await reapGroup(parts, sdkAppId, groupId)
  const headSeq = await parts.headSeq(sdkAppId, groupId)
  return await store.transaction(async (trx) => {
    if (type === 'AVChatRoom') {
      const { liveRooms } = parts.quotas(sdkAppId)
      if ((await store.countOfType(sdkAppId, type, liveRooms, trx)) >= liveRooms) throw fail('GROUP_ROOM_QUOTA')
    }
    await store.insertGroup({ ...row, floor_seq: headSeq }, trx).execute()
    const admissions = await seat(parts, trx, row, seats, headSeq)
    const owner = admissions.find(({ userId }) => userId === row.owner_id)
    if (owner?.outcome === 'refused') refuse(owner.error)
    return admissions.flatMap(({ userId, outcome }) => (outcome === 'added' ? [userId] : []))
  })
}
