import { fail } from '../../engine/failure.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { type Caller, type GroupParts, groupRow } from './parts.ts'
import { groupTimeline } from './rules.ts'
import { TYPE_RULES } from './types.ts'

/**
 * Moves a member's read position so that so many messages are unread, or as many as there are (GRP32). Nobody is told.
 * @throws GROUP_NOT_FOUND, GROUP_UNSUPPORTED where nothing is stored, GROUP_PARAMETER for who is no member
 */
export async function setUnread(
  parts: GroupParts & { readonly timeline: Pick<Timeline, 'unread'> },
  { sdkAppId }: Caller,
  groupId: string,
  userId: string,
  unread: number,
): Promise<void> {
  const { type } = await groupRow(parts, sdkAppId, groupId)
  if (!TYPE_RULES[type].history) throw fail('GROUP_UNSUPPORTED')
  const member = await parts.store.member(sdkAppId, groupId, userId)
  if (member === undefined) throw fail('GROUP_PARAMETER', 'The user is not a member of the group.')
  const conversation = groupTimeline(sdkAppId, groupId)
  // The count behind a position falls with the position: the last one with at least so many is looked for.
  let low = 0
  let high = await parts.headSeq(sdkAppId, groupId)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const [count] = await parts.timeline.unread([{ conversation, after: middle, author: userId }])
    if (count! >= unread) low = middle
    else high = middle - 1
  }
  const change = { read_seq: low, changed_at: parts.now() }
  await parts.store.write([parts.store.updateMember(sdkAppId, groupId, userId, change)])
}
