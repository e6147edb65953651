import { fail } from '../../engine/failure.ts'
import { GROUP_LIMITS, textProblem } from './limits.ts'
import { seat } from './members.ts'
import {
  announce,
  asCaller,
  askerOf,
  type GroupParts,
  groupRow,
  refuse,
  refuseProblem,
  standingOf,
  type UserCaller,
} from './parts.ts'
import { decideJoin } from './rules.ts'
import type { GroupRow, Reader } from './store.ts'

export type JoinStatus = 'joined' | 'already' | 'waiting'

/**
 * A user comes in, or applies.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_BANNED, GROUP_FULL, GROUP_USER_QUOTA, GROUP_PARAMETER
 */
export async function joinGroup(
  parts: GroupParts,
  self: UserCaller,
  groupId: string,
  note = '',
): Promise<{ status: JoinStatus }> {
  const { sdkAppId, userId } = self
  refuseProblem(textProblem('note', note))
  await parts.hooks?.beforeJoin(askerOf(asCaller(self)), groupId)
  const headSeq = await parts.headSeq(sdkAppId, groupId)
  const done = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    const banned = await parts.store.banned(sdkAppId, groupId, [userId], parts.now(), trx)
    const standing = await standingOf(parts, group, userId, trx)
    const verdict = decideJoin(group.type, standing, group.join_option, banned.has(userId))
    switch (verdict.kind) {
      case 'refused':
        throw fail(verdict.error)
      case 'already':
        return { group, status: 'already' as const }
      case 'applies':
        return { group, status: 'waiting' as const, managers: await apply(parts, trx, group, { userId, note }) }
      case 'joins': {
        // Nobody is stored in a live room: standing comes from not being banned (GRP10).
        if (standing !== 'Outsider') return { group, status: 'joined' as const }
        const [admission] = await seat(parts, trx, group, [{ userId, role: 'Member' }], headSeq)
        if (admission?.outcome === 'refused') {
          if (admission.error === 'GROUP_FULL') parts.hooks?.wasFull(askerOf(asCaller(self)), groupId)
          refuse(admission.error)
        }
        return { group, status: 'joined' as const }
      }
    }
  })
  if (done.status === 'joined') {
    announce(parts, asCaller(self), done.group, { kind: 'memberJoined', members: [userId], how: 'free' })
  } else if (done.status === 'waiting') {
    announce(
      parts,
      asCaller(self),
      done.group,
      { kind: 'applied', applicant: userId, inviter: '', note },
      { managers: done.managers },
    )
  }
  return { status: done.status }
}

/** Stores a wish to come in. @returns who can answer it */
export async function apply(
  parts: GroupParts,
  trx: Reader,
  group: GroupRow,
  wish: { readonly userId: string; readonly inviterId?: string; readonly note: string },
): Promise<string[]> {
  const { store } = parts
  const { sdk_app_id: sdkAppId, group_id: groupId } = group
  const most = GROUP_LIMITS.applications
  const isNew = (await store.application(sdkAppId, groupId, wish.userId, trx)) === undefined
  if (isNew && (await store.countApplications(sdkAppId, groupId, most, trx)) >= most) {
    throw fail('TOO_FREQUENT', 'Too many applications wait for an answer in this group.')
  }
  await store
    .setApplication(
      {
        sdk_app_id: sdkAppId,
        group_id: groupId,
        user_id: wish.userId,
        inviter_id: wish.inviterId ?? '',
        note: wish.note,
        created_at: parts.now(),
      },
      trx,
    )
    .execute()
  const admins = await store.withRole(sdkAppId, groupId, 'Admin', 50, trx)
  return group.owner_id === null ? admins : [group.owner_id, ...admins]
}
