import { fail } from '../../engine/failure.ts'
import type { TimedUser } from './ban.ts'
import { MOST_USERS } from './members.ts'
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
  unique,
} from './parts.ts'
import { decide, decideOn, untilOf } from './rules.ts'
import { communityOf, isTopicId } from './topics/rules.ts'
import { topicRow } from './topics/topics.ts'

/** As `muteMembers`, for one. */
export const muteMember = (
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userId: string,
  seconds: number,
): Promise<{ until: number }> => muteMembers(parts, caller, groupId, [userId], seconds)

/**
 * Silences members of a group, or in a topic, for some seconds, also after leaving and coming back; 0 lets them speak again. All of them or none.
 *
 * @returns until when, ms; 0 when not muted
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_ACCOUNT_UNKNOWN, GROUP_PARAMETER for who is no member, GROUP_TOO_MANY
 */
export async function muteMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userIds: readonly string[],
  seconds: number,
): Promise<{ until: number }> {
  const { sdkAppId } = caller
  const { store } = parts
  const until = seconds === 0 ? 0 : untilOf(parts.now(), seconds)
  const wanted = unique(userIds, MOST_USERS.roles)
  const known = await existing(parts, sdkAppId, wanted)
  const group = await store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, communityOf(groupId), trx)
    if (isTopicId(groupId)) await topicRow(parts, sdkAppId, groupId)
    const standing = await standingOfCaller(parts, caller, group, 'mute', trx, groupId)
    refuse(decide(group.type, 'mute', standing))
    if (known.size < wanted.length) throw fail('GROUP_ACCOUNT_UNKNOWN')
    for (const userId of wanted) {
      const target = await standingOf(parts, group, userId, trx)
      if (target === 'Outsider') throw fail('GROUP_PARAMETER', 'The user is not a member of the group.')
      refuse(decideOn(group.type, 'mute', standing, target))
      const row = { sdk_app_id: sdkAppId, group_id: groupId, user_id: userId, until }
      await (until === 0 ? store.deleteMute(sdkAppId, groupId, userId, trx) : store.setMute(row, trx)).execute()
    }
    return group
  })
  announce(parts, caller, group, { kind: 'memberMuted', members: wanted, until })
  return { until }
}

/** Who is muted now. @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED */
export async function mutedMembers(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ users: TimedUser[]; cursor: string | undefined }> {
  await admit(parts, caller, communityOf(groupId), 'readMutes')
  if (isTopicId(groupId)) await topicRow(parts, caller.sdkAppId, groupId)
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
