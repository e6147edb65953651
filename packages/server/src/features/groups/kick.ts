import { textProblem } from './limits.ts'
import { MOST_USERS, unseat } from './members.ts'
import {
  announce,
  type Caller,
  type GroupParts,
  groupRow,
  refuse,
  refuseProblem,
  standingOfCaller,
  unique,
} from './parts.ts'
import { decide, decideOn } from './rules.ts'

/**
 * Takes members out of a group. Who is not in it is passed over; one who may not be touched refuses the whole request.
 *
 * @returns who was taken out
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_TOO_MANY over 100
 */
export async function kickMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userIds: readonly string[],
  reason = '',
): Promise<{ kicked: string[] }> {
  const { sdkAppId } = caller
  const wanted = unique(userIds, MOST_USERS.kicked)
  refuseProblem(textProblem('description', reason))
  const { group, kicked } = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    const standing = await standingOfCaller(parts, caller, group, 'kick', trx)
    refuse(decide(group.type, 'kick', standing))
    if (wanted.length === 0) return { group, kicked: [] }
    for (const { role } of await parts.store.members(sdkAppId, groupId, wanted, trx)) {
      refuse(decideOn(group.type, 'kick', standing, role))
    }
    return { group, kicked: await unseat(parts, trx, group, wanted) }
  })
  if (kicked.length > 0) announce(parts, caller, group, { kind: 'memberKicked', members: kicked, reason })
  return { kicked }
}
