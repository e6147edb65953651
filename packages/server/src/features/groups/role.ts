import { fail } from '../../engine/failure.ts'
import { seat, unseat } from './members.ts'
import {
  announce,
  type Caller,
  existing,
  type GroupParts,
  groupRow,
  refuse,
  standingOf,
  standingOfCaller,
} from './parts.ts'
import { decide, decideOn } from './rules.ts'
import type { GroupRow, Reader } from './store.ts'
import { TYPE_RULES } from './types.ts'

/**
 * Makes somebody an administrator, or a plain member again. The role that they have: changes nothing.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_ACCOUNT_UNKNOWN, GROUP_PARAMETER for who is no member and when there
 * are as many administrators as allowed
 */
export async function setRole(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userId: string,
  role: 'Admin' | 'Member',
): Promise<void> {
  const { sdkAppId } = caller
  const isKnown = (await existing(parts, sdkAppId, [userId])).has(userId)
  const done = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    const standing = await standingOfCaller(parts, caller, group, 'setRole', trx)
    refuse(decide(group.type, 'setRole', standing))
    if (!isKnown) throw fail('GROUP_ACCOUNT_UNKNOWN')
    const target = await standingOf(parts, group, userId, trx)
    if (target === 'Outsider') throw fail('GROUP_PARAMETER', 'The user is not a member of the group.')
    refuse(decideOn(group.type, 'setRole', standing, target))
    if (target === role) return { group, changed: false }
    if (role === 'Admin') await checkRoom(parts, trx, group)
    await write(parts, trx, group, userId, role)
    return { group, changed: true }
  })
  if (done.changed) announce(parts, caller, done.group, { kind: 'roleChanged', members: [userId], role })
}

async function checkRoom(parts: GroupParts, trx: Reader, group: GroupRow): Promise<void> {
  const most = TYPE_RULES[group.type].mostAdmins
  const admins = await parts.store.withRole(group.sdk_app_id, group.group_id, 'Admin', most, trx)
  if (admins.length >= most) throw fail('GROUP_PARAMETER', `A ${group.type} group has at most ${most} administrators.`)
}

/** Where members are not stored, a seat is a role. */
async function write(
  parts: GroupParts,
  trx: Reader,
  group: GroupRow,
  userId: string,
  role: 'Admin' | 'Member',
): Promise<void> {
  const { sdk_app_id: sdkAppId, group_id: groupId } = group
  if (TYPE_RULES[group.type].memberListStored) {
    await parts.store.updateMember(sdkAppId, groupId, userId, { role }, trx).execute()
  } else if (role === 'Admin') {
    await seat(parts, trx, group, [{ userId, role }], 0)
  } else {
    await unseat(parts, trx, group, [userId])
  }
}
