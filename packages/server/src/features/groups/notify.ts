import { fail } from '../../engine/failure.ts'
import { bytesOf } from './limits.ts'
import { announce, type Caller, type GroupParts, groupRow, unique } from './parts.ts'
import { topicRow } from './topics/topics.ts'
import { TYPE_RULES } from './types.ts'

export interface GroupNotice {
  readonly content: string
  /** Members; who is none is not told. Absent: everybody. */
  readonly to?: readonly string[] | undefined
  /** What it is about. */
  readonly topicId?: string | undefined
}

const MOST_USERS = 500

/**
 * Tells members of a group who are online what the application has to say; it is kept nowhere (GRP35).
 * @throws GROUP_NOT_FOUND, TOPIC_NOT_FOUND, GROUP_UNSUPPORTED, GROUP_TOO_MANY, MESSAGE_TOO_LONG
 */
export async function notifyGroup(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  { content, to, topicId }: GroupNotice,
  maxBytes: number,
): Promise<void> {
  const { sdkAppId } = caller
  const group = await groupRow(parts, sdkAppId, groupId)
  if (topicId !== undefined && (await topicRow(parts, sdkAppId, topicId)).group_id !== groupId) {
    throw fail('TOPIC_NOT_FOUND')
  }
  if (to !== undefined && !TYPE_RULES[group.type].memberListStored) throw fail('GROUP_UNSUPPORTED')
  if (bytesOf(content) > maxBytes) throw fail('MESSAGE_TOO_LONG', `Content has at most ${maxBytes} bytes.`)
  const wanted = to === undefined ? undefined : unique(to, MOST_USERS)
  const members = wanted === undefined ? undefined : await parts.store.members(sdkAppId, groupId, wanted)
  const only = members?.map(({ user_id: userId }) => userId)
  const event = { kind: 'notified', content, ...(topicId === undefined ? {} : { topicId }) } as const
  announce(parts, caller, group, event, only === undefined ? {} : { only })
}
