import { fail } from '../../engine/failure.ts'
import type { TimedUser } from './ban.ts'
import {
  admit,
  announce,
  type Caller,
  existing,
  type GroupParts,
  groupRow,
  refuse,
  standingOf,
  standingOfCaller,
} from './parts.ts'
import { decide, decideOn, untilOf } from './rules.ts'

/**
 * Silences a member for some seconds, also after leaving and coming back; 0 lets them speak again.
 *
 * @returns until when, ms; 0 when not muted
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_ACCOUNT_UNKNOWN, GROUP_PARAMETER for who is no member
 */
export async function muteMember(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userId: string,
  seconds: number,
): Promise<{ until: number }> {
  const { sdkAppId } = caller
  const { store } = parts
  const until = seconds === 0 ? 0 : untilOf(parts.now(), seconds)
  const isKnown = (await existing(parts, sdkAppId, [userId])).has(userId)
  const group = await store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    const standing = await standingOfCaller(parts, caller, group, trx)
    refuse(decide(group.type, 'mute', standing))
    if (!isKnown) throw fail('GROUP_ACCOUNT_UNKNOWN')
    const target = await standingOf(parts, group, userId, trx)
    if (target === 'Outsider') throw fail('GROUP_PARAMETER', 'The user is not a member of the group.')
    refuse(decideOn(group.type, 'mute', standing, target))
    const row = { sdk_app_id: sdkAppId, group_id: groupId, user_id: userId, until }
    await (until === 0 ? store.deleteMute(sdkAppId, groupId, userId, trx) : store.setMute(row, trx)).execute()
    return group
  })
  announce(parts, caller, group, { kind: 'memberMuted', members: [userId], until })
  return { until }
}

/** Who is muted now. @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED */
export async function mutedMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ users: TimedUser[]; cursor: string | undefined }> {
  await admit(parts, caller, groupId, 'readMutes')
  const rows = await parts.store.mutePage(caller.sdkAppId, groupId, {
    after: page.cursor ?? '',
    limit: page.limit,
    now: parts.now(),
  })
  return {
    users: rows.map((row) => ({ userId: row.user_id, until: row.until })),
    cursor: rows.length < page.limit ? undefined : rows.at(-1)?.user_id,
  }
}
