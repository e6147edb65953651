import { fail } from '../../engine/failure.ts'
import { textProblem } from './limits.ts'
import { seat } from './members.ts'
import { admit, announce, type Caller, existing, type GroupParts, refuse, refuseProblem } from './parts.ts'
import type { GroupType } from './types.ts'

export interface Application {
  readonly groupId: string
  readonly groupName: string
  readonly groupType: GroupType
  readonly userId: string
  /** Who proposed the user; empty when the user applied. */
  readonly inviter: string
  readonly note: string
  /** ms */
  readonly createdAt: number
}

/** Between the two halves of a cursor: in no id. */
const UNIT = '\x1f'

/** What waits for an answer of this user, in all groups that the user owns or administers. */
export async function applicationsFor(
  parts: GroupParts,
  sdkAppId: number,
  userId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ applications: Application[]; cursor: string | undefined }> {
  const [afterGroup = '', afterUser = ''] = (page.cursor ?? '').split(UNIT)
  const rows = await parts.store.applicationsFor(sdkAppId, userId, { afterGroup, afterUser, limit: page.limit })
  const last = rows.length < page.limit ? undefined : rows.at(-1)
  return {
    applications: rows.map((row) => ({
      groupId: row.group_id,
      groupName: row.name,
      groupType: row.type,
      userId: row.user_id,
      inviter: row.inviter_id,
      note: row.note,
      createdAt: row.created_at,
    })),
    cursor: last === undefined ? undefined : `${last.group_id}${UNIT}${last.user_id}`,
  }
}

/**
 * Answers an application, once.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_APPLICATION_HANDLED; and when it cannot come true, with the application
 * still waiting: GROUP_FULL, GROUP_BANNED, GROUP_USER_QUOTA, GROUP_ACCOUNT_UNKNOWN
 */
export async function handleApplication(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  answer: { readonly userId: string; readonly accept: boolean; readonly note?: string | undefined },
): Promise<void> {
  const { sdkAppId } = caller
  const { userId, accept, note = '' } = answer
  refuseProblem(textProblem('note', note))
  const headSeq = await parts.headSeq(sdkAppId, groupId)
  const isGone = (await existing(parts, sdkAppId, [userId])).size === 0
  const done = await parts.store.transaction(async (trx) => {
    const group = await admit(parts, caller, groupId, 'handleApplications', trx)
    const application = await parts.store.application(sdkAppId, groupId, userId, trx)
    if (application === undefined) throw fail('GROUP_APPLICATION_HANDLED')
    await parts.store.deleteApplications(sdkAppId, groupId, [userId], trx).execute()
    if (!accept) return { group, application, isNew: false }
    if (isGone) throw fail('GROUP_ACCOUNT_UNKNOWN')
    const [admission] = await seat(parts, trx, group, [{ userId, role: 'Member' }], headSeq)
    if (admission?.outcome === 'refused') refuse(admission.error)
    return { group, application, isNew: admission?.outcome === 'added' }
  })
  const inviter = done.application.inviter_id
  announce(parts, caller, done.group, {
    kind: 'applicationHandled',
    applicant: userId,
    inviter,
    accepted: accept,
    note,
  })
  if (done.isNew) announce(parts, caller, done.group, { kind: 'memberJoined', members: [userId], how: 'approved' })
}
