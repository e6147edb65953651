import { fail } from '../../engine/failure.ts'
import { apply } from './join.ts'
import { type Admission, MOST_USERS, seat } from './members.ts'
import {
  announce,
  askerOf,
  type Caller,
  existing,
  type GroupParts,
  groupRow,
  nameOf,
  standingOfCaller,
  unique,
} from './parts.ts'
import { decideInvite } from './rules.ts'

/** As the server API counts: 0 failed, 1 in, 2 was in already, 3 waits for an administrator. */
export interface Invited {
  readonly userId: string
  readonly result: 0 | 1 | 2 | 3
}

/**
 * Brings users in. Each one is judged alone; what fails for one changes nothing for the others.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_TOO_MANY over 300; GROUP_FULL when there was no room for anybody
 */
export async function inviteMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userIds: readonly string[],
): Promise<Invited[]> {
  const { sdkAppId } = caller
  const wanted = unique(userIds, MOST_USERS.invited)
  const known = await existing(parts, sdkAppId, wanted)
  const found = wanted.filter((userId) => known.has(userId))
  const unwanted = caller.quiet ? undefined : await parts.hooks?.beforeInvite(askerOf(caller), groupId, found)
  const coming = found.filter((userId) => !unwanted?.has(userId))
  const headSeq = await parts.headSeq(sdkAppId, groupId)
  const done = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    const verdict = decideInvite(
      group.type,
      await standingOfCaller(parts, caller, group, 'handleApplications', trx),
      group.invite_option,
    )
    if (verdict.kind === 'refused') throw fail(verdict.error)
    if (verdict.kind === 'adds') {
      const seats = coming.map((userId) => ({ userId, role: 'Member' as const }))
      return { group, admissions: await seat(parts, trx, group, seats, headSeq), managers: [], waiting: [] }
    }
    const inside = new Set((await parts.store.members(sdkAppId, groupId, coming, trx)).map((row) => row.user_id))
    const waiting = coming.filter((userId) => !inside.has(userId))
    let managers: string[] = []
    for (const userId of waiting)
      managers = await apply(parts, trx, group, { userId, inviterId: nameOf(caller), note: '' })
    const admissions = [...inside].map((userId): Admission => ({ userId, outcome: 'already' }))
    return { group, admissions, managers, waiting }
  })
  const { group, admissions, managers, waiting } = done
  const added = admissions.flatMap(({ userId, outcome }) => (outcome === 'added' ? [userId] : []))
  if (added.length > 0) announce(parts, caller, group, { kind: 'memberJoined', members: added, how: 'invited' })
  for (const applicant of waiting) {
    announce(parts, caller, group, { kind: 'applied', applicant, inviter: nameOf(caller), note: '' }, { managers })
  }
  const isRefusedForRoom = admissions.some((one) => one.outcome === 'refused' && one.error === 'GROUP_FULL')
  // Whoever did get in filled the group, and that is told with them.
  if (isRefusedForRoom && added.length === 0) parts.hooks?.wasFull(askerOf(caller), groupId)
  if (admissions.length > 0 && admissions.every((one) => one.outcome === 'refused' && one.error === 'GROUP_FULL')) {
    throw fail('GROUP_FULL')
  }
  return wanted.map((userId) => ({ userId, result: resultOf(userId, admissions, waiting) }))
}

function resultOf(userId: string, admissions: readonly Admission[], waiting: readonly string[]): Invited['result'] {
  if (waiting.includes(userId)) return 3
  const outcome = admissions.find((one) => one.userId === userId)?.outcome
  return outcome === 'added' ? 1 : outcome === 'already' ? 2 : 0
}
