import { fail } from '../../../engine/failure.ts'
import { isUniqueViolation } from '../../../engine/storage/errors.ts'
import { bytesOf } from '../limits.ts'
import { MOST_USERS } from '../members.ts'
import {
  admit,
  announce,
  type Caller,
  type GroupParts,
  groupRow,
  permissionsIn,
  standingOf,
  type UserCaller,
  unique,
} from '../parts.ts'
import type { GroupRow, Reader } from '../store.ts'
import { communityOf } from '../topics/rules.ts'
import { topicRow } from '../topics/topics.ts'
import {
  ALL_COMMUNITY_PERMISSIONS,
  ALL_TOPIC_PERMISSIONS,
  type CommunityPermission,
  inTopic,
  permits,
} from './rules.ts'
import type { PermissionRow } from './store.ts'

/** Permission groups of one community. */
const MOST_PERMISSION_GROUPS = 100
const NAME_BYTES = 150
const CUSTOM_BYTES = 1_000

/** What the members of a permission group may, as bits. */
export interface PermissionGroup {
  readonly permissionId: string
  readonly name: string
  readonly custom: string
  readonly permission: number
}

const infoOf = (row: PermissionRow): PermissionGroup => ({
  permissionId: row.permission_id,
  name: row.name,
  custom: row.custom,
  permission: row.permission,
})

/** The permissions that a change gives, takes away or spreads. */
interface Touched {
  readonly community?: number
  readonly topics?: readonly { readonly topic_id: string; readonly permission: number }[]
}

/** PERM4: nobody gives a permission that they do not have: beyond owner and administrators, only what one may oneself. */
async function admitManager(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  wanted: CommunityPermission,
  { community = 0, topics = [] }: Touched,
  trx: Reader,
  topicId = '',
): Promise<GroupRow> {
  const group = await groupRow(parts, caller.sdkAppId, groupId, trx)
  if (group.type !== 'Community') throw fail('GROUP_UNSUPPORTED')
  if (caller.actor.kind === 'app') return group
  const { userId } = caller.actor
  const standing = await standingOf(parts, group, userId, trx)
  if (standing === 'Owner' || standing === 'Admin') return group
  if (standing !== 'Member' || group.enable_permission === 0) throw fail('GROUP_DENIED')
  const own = await permissionsIn(parts, group, userId, topicId, trx)
  if (!permits(own, wanted) || (community & ~own.community) !== 0) throw fail('GROUP_DENIED')
  if (topics.length === 0) return group
  const mine = await parts.store.topicGrantsOf(caller.sdkAppId, groupId, userId, trx)
  for (const { topic_id, permission } of topics) {
    const grants = mine.filter((grant) => grant.topic_id === topic_id)
    const topic = grants.reduce((bits, grant) => bits | grant.permission, 0)
    if ((permission & ~inTopic({ community: own.community, topic })) !== 0) throw fail('GROUP_DENIED')
  }
  return group
}

function check(wish: {
  name?: string | undefined
  custom?: string | undefined
  permission?: number | undefined
}): void {
  if (wish.name !== undefined && (wish.name.trim() === '' || bytesOf(wish.name) > NAME_BYTES)) {
    throw fail('GROUP_PARAMETER', `name has 1–${NAME_BYTES} bytes.`)
  }
  if (bytesOf(wish.custom ?? '') > CUSTOM_BYTES)
    throw fail('GROUP_PARAMETER', `custom has at most ${CUSTOM_BYTES} bytes.`)
  if (((wish.permission ?? 0) & ~ALL_COMMUNITY_PERMISSIONS) !== 0) {
    throw fail('GROUP_PARAMETER', 'permission has bits that mean nothing.')
  }
}

/** @throws GROUP_NOT_FOUND, GROUP_UNSUPPORTED, GROUP_DENIED, GROUP_PARAMETER, GROUP_ID_INVALID, GROUP_ID_TAKEN */
export async function createPermissionGroup(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  wish: {
    readonly name: string
    readonly permission: number
    readonly permissionId?: string | undefined
    readonly custom?: string | undefined
  },
): Promise<{ permissionId: string }> {
  const { sdkAppId } = caller
  const { permissionId = `@PMG#_${parts.makeId()}`, name, permission, custom = '' } = wish
  if (!/^@PMG#_[\x21-\x7e]{1,42}$/.test(permissionId)) throw fail('GROUP_ID_INVALID', 'The id begins with @PMG#_.')
  check(wish)
  const group = await parts.store
    .transaction(async (trx) => {
      const found = await admitManager(parts, caller, groupId, 'managePermissions', { community: permission }, trx)
      if ((await parts.store.permissionGroups(sdkAppId, groupId, trx)).length >= MOST_PERMISSION_GROUPS) {
        throw fail('GROUP_PARAMETER', `A community has at most ${MOST_PERMISSION_GROUPS} permission groups.`)
      }
      const row: PermissionRow = {
        sdk_app_id: sdkAppId,
        group_id: groupId,
        permission_id: permissionId,
        name,
        custom,
        permission,
        created_at: parts.now(),
      }
      await parts.store.insertPermission(row, trx).execute()
      return found
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? fail('GROUP_ID_TAKEN', 'Another permission group has this id.') : error
    })
  announce(parts, caller, group, { kind: 'permissionsChanged' })
  return { permissionId }
}

/** Changes what is given. @throws as `createPermissionGroup`, PERMISSION_NOT_FOUND */
export async function updatePermissionGroup(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  permissionId: string,
  wish: {
    readonly name?: string | undefined
    readonly permission?: number | undefined
    readonly custom?: string | undefined
  },
): Promise<void> {
  const { sdkAppId } = caller
  check(wish)
  const group = await parts.store.transaction(async (trx) => {
    const before = await permissionRow(parts, sdkAppId, groupId, permissionId, trx)
    // Taking away is a change as giving is: who may do neither touches none of it.
    const touched = { community: before.permission | (wish.permission ?? 0) }
    const found = await admitManager(parts, caller, groupId, 'managePermissions', touched, trx)
    const change = {
      ...(wish.name === undefined ? {} : { name: wish.name }),
      ...(wish.permission === undefined ? {} : { permission: wish.permission }),
      ...(wish.custom === undefined ? {} : { custom: wish.custom }),
    }
    if (Object.keys(change).length > 0) {
      await parts.store.updatePermission(sdkAppId, groupId, permissionId, change, trx).execute()
    }
    return found
  })
  announce(parts, caller, group, { kind: 'permissionsChanged' })
}

export async function deletePermissionGroup(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  permissionId: string,
): Promise<void> {
  const { sdkAppId } = caller
  const group = await parts.store.transaction(async (trx) => {
    const before = await permissionRow(parts, sdkAppId, groupId, permissionId, trx)
    const found = await admitManager(
      parts,
      caller,
      groupId,
      'managePermissions',
      await touchedBy(parts, before, trx),
      trx,
    )
    for (const statement of parts.store.deletePermission(sdkAppId, groupId, permissionId, trx))
      await statement.execute()
    return found
  })
  announce(parts, caller, group, { kind: 'permissionsChanged' })
}

/** For members of the community. @throws GROUP_NOT_FOUND, GROUP_UNSUPPORTED, GROUP_DENIED */
export async function permissionGroupList(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
): Promise<PermissionGroup[]> {
  await admit(parts, caller, groupId, 'readMembers')
  return (await parts.store.permissionGroups(caller.sdkAppId, groupId)).map(infoOf)
}

/** Puts members of the community into a permission group, or takes them out. @throws GROUP_PARAMETER for who is no member */
export async function changePermissionMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  permissionId: string,
  userIds: readonly string[],
  on: boolean,
): Promise<void> {
  const { sdkAppId } = caller
  const wanted = unique(userIds, MOST_USERS.kicked)
  const group = await parts.store.transaction(async (trx) => {
    const before = await permissionRow(parts, sdkAppId, groupId, permissionId, trx)
    const touched = await touchedBy(parts, before, trx)
    const found = await admitManager(parts, caller, groupId, 'managePermissionMembers', touched, trx)
    if (wanted.length === 0) return found
    if (!on) {
      await parts.store.deletePermissionMembers(sdkAppId, groupId, wanted, permissionId, trx).execute()
      return found
    }
    if ((await parts.store.members(sdkAppId, groupId, wanted, trx)).length < wanted.length) {
      throw fail('GROUP_PARAMETER', 'Not all of them are members of the community.')
    }
    const row = { sdk_app_id: sdkAppId, group_id: groupId, permission_id: permissionId }
    const rows = wanted.map((userId) => ({ ...row, user_id: userId }))
    await parts.store.addPermissionMembers(rows, trx).execute()
    return found
  })
  announce(parts, caller, group, { kind: 'permissionsChanged' })
}

export async function permissionMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  permissionId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ userIds: string[]; cursor: string | undefined }> {
  await admit(parts, caller, groupId, 'readMembers')
  await permissionRow(parts, caller.sdkAppId, groupId, permissionId)
  const { cursor: after = '', limit } = page
  const userIds = await parts.store.permissionMembers(caller.sdkAppId, groupId, permissionId, { after, limit })
  return { userIds, cursor: userIds.length < limit ? undefined : userIds.at(-1) }
}

/** What a permission group may in one topic beyond what it may in the community; 0 takes it back. @throws TOPIC_NOT_FOUND */
export async function setTopicPermission(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  topicId: string,
  permissionId: string,
  permission: number,
): Promise<void> {
  const { sdkAppId } = caller
  if ((permission & ~ALL_TOPIC_PERMISSIONS) !== 0)
    throw fail('GROUP_PARAMETER', 'permission has bits that mean nothing.')
  const group = await parts.store.transaction(async (trx) => {
    await permissionRow(parts, sdkAppId, groupId, permissionId, trx)
    if (communityOf(topicId) !== groupId) throw fail('TOPIC_NOT_FOUND')
    await topicRow(parts, sdkAppId, topicId)
    const before = (await parts.store.grantsTo(sdkAppId, groupId, permissionId, trx)).filter(
      (grant) => grant.topic_id === topicId,
    )
    const touched = { topics: [...before, { topic_id: topicId, permission }] }
    const found = await admitManager(parts, caller, groupId, 'managePermissions', touched, trx, topicId)
    const place = { sdk_app_id: sdkAppId, group_id: groupId, topic_id: topicId, permission_id: permissionId }
    await (permission === 0
      ? parts.store.deleteTopicPermission(sdkAppId, groupId, topicId, permissionId, trx)
      : parts.store.setTopicPermission({ ...place, permission }, trx)
    ).execute()
    return found
  })
  announce(parts, caller, group, { kind: 'permissionsChanged' })
}

export async function topicPermissions(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  topicId: string,
): Promise<{ permissionId: string; permission: number }[]> {
  await admit(parts, caller, groupId, 'readMembers')
  await topicRow(parts, caller.sdkAppId, topicId)
  const rows = await parts.store.topicPermissions(caller.sdkAppId, groupId, topicId)
  return rows.map((row) => ({ permissionId: row.permission_id, permission: row.permission }))
}

/** What a member may, as bits; -1 where it goes by roles alone. */
export async function ownPermissions(
  parts: GroupParts,
  self: UserCaller,
  groupId: string,
  topicId = '',
): Promise<{ community: number; topic: number }> {
  const caller: Caller = { sdkAppId: self.sdkAppId, actor: { kind: 'user', userId: self.userId } }
  const group = await admit(parts, caller, groupId, 'readMembers')
  if (group.enable_permission === 0) return { community: -1, topic: -1 }
  const standing = await standingOf(parts, group, self.userId)
  if (standing !== 'Member') return { community: ALL_COMMUNITY_PERMISSIONS, topic: ALL_TOPIC_PERMISSIONS }
  return await permissionsIn(parts, group, self.userId, topicId)
}

/** All that the members of a permission group may, in topics too. */
async function touchedBy(parts: GroupParts, row: PermissionRow, trx: Reader): Promise<Touched> {
  const topics = await parts.store.grantsTo(row.sdk_app_id, row.group_id, row.permission_id, trx)
  return { community: row.permission, topics }
}

async function permissionRow(
  parts: GroupParts,
  sdkAppId: number,
  groupId: string,
  permissionId: string,
  trx?: Reader,
): Promise<PermissionRow> {
  const rows = await parts.store.permissionGroups(sdkAppId, groupId, trx)
  const row = rows.find((candidate) => candidate.permission_id === permissionId)
  if (row === undefined) throw fail('PERMISSION_NOT_FOUND')
  return row
}
