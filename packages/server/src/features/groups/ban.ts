import { fail } from '../../engine/failure.ts'
import { textProblem } from './limits.ts'
import { MOST_USERS, unseat } from './members.ts'
import {
  admit,
  announce,
  type Caller,
  existing,
  type GroupParts,
  groupRow,
  refuse,
  refuseProblem,
  standingOf,
  standingOfCaller,
  unique,
} from './parts.ts'
import { decide, decideOn, untilOf } from './rules.ts'

/**
 * Takes users out of a group and keeps them out for some seconds.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_TOO_MANY over 20, GROUP_ACCOUNT_UNKNOWN, GROUP_PARAMETER
 */
export async function banMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  ban: { readonly userIds: readonly string[]; readonly seconds: number; readonly reason?: string | undefined },
): Promise<{ until: number }> {
  const { sdkAppId } = caller
  const { seconds, reason = '' } = ban
  const wanted = unique(ban.userIds, MOST_USERS.banned)
  refuseProblem(textProblem('description', reason))
  if (seconds < 1) throw fail('GROUP_PARAMETER', 'A ban lasts at least one second.')
  if ((await existing(parts, sdkAppId, wanted)).size < wanted.length) throw fail('GROUP_ACCOUNT_UNKNOWN')
  const until = untilOf(parts.now(), seconds)
  const group = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    const standing = await standingOfCaller(parts, caller, group, 'ban', trx)
    refuse(decide(group.type, 'ban', standing))
    for (const userId of wanted) {
      // Banned already or never in: both may be banned like a member.
      const target = await standingOf(parts, group, userId, trx)
      refuse(decideOn(group.type, 'ban', standing, target))
      const row = { sdk_app_id: sdkAppId, group_id: groupId, user_id: userId, until, description: reason }
      await parts.store.setBan(row, trx).execute()
    }
    if (wanted.length > 0) {
      await unseat(parts, trx, group, wanted)
      await parts.store.deleteApplications(sdkAppId, groupId, wanted, trx).execute()
    }
    return group
  })
  if (wanted.length > 0) announce(parts, caller, group, { kind: 'memberBanned', members: wanted, until, reason })
  return { until }
}

/** Lets users in again; who is not banned is passed over. @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_TOO_MANY over 20 */
export async function unbanMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userIds: readonly string[],
): Promise<void> {
  const wanted = unique(userIds, MOST_USERS.banned)
  const group = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, caller.sdkAppId, groupId, trx)
    refuse(decide(group.type, 'ban', await standingOfCaller(parts, caller, group, 'ban', trx)))
    if (wanted.length > 0) await parts.store.deleteBans(caller.sdkAppId, groupId, wanted, trx).execute()
    return group
  })
  if (wanted.length > 0) announce(parts, caller, group, { kind: 'memberUnbanned', members: wanted })
}

export interface TimedUser {
  readonly userId: string
  /** ms */
  readonly until: number
}

/** Who is banned now. @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED */
export async function bannedMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ users: TimedUser[]; cursor: string | undefined }> {
  await admit(parts, caller, groupId, 'readBans')
  const rows = await parts.store.banPage(caller.sdkAppId, groupId, {
    after: page.cursor ?? '',
    limit: page.limit,
    now: parts.now(),
  })
  return {
    users: rows.map((row) => ({ userId: row.user_id, until: row.until })),
    cursor: rows.length < page.limit ? undefined : rows.at(-1)?.user_id,
  }
}
