import { admit, announce, asCaller, type GroupParts, type UserCaller } from '../parts.ts'
import type { ReceiveOption } from '../types.ts'
import { attendTopics } from './attendance.ts'
import { communityOf } from './rules.ts'
import { topicRow } from './topics.ts'

/** How a member wants to hear of a topic's messages. @throws GROUP_NOT_FOUND, GROUP_DENIED, TOPIC_NOT_FOUND */
export async function setTopicReceive(
  parts: GroupParts,
  self: UserCaller,
  topicId: string,
  option: ReceiveOption,
): Promise<void> {
  const groupId = communityOf(topicId)
  const group = await admit(parts, asCaller(self), groupId, 'receiveOption')
  await topicRow(parts, self.sdkAppId, topicId)
  await parts.store.write([parts.store.setTopicReceive({ ...self, groupId, topicId }, option, parts.now())])
  await attendAgain(parts, self, groupId, topicId)
  announce(parts, asCaller(self), group, { kind: 'topicReceiveChanged', topicId, members: [self.userId], option })
}

/** Lets a member hear the topics of a community, or one of them, as their options say now. */
export async function attendAgain(
  { store, registry }: Pick<GroupParts, 'store' | 'registry'>,
  { sdkAppId, userId }: UserCaller,
  groupId: string,
  topicId?: string,
): Promise<void> {
  const topics = await store.topicOptions(sdkAppId, userId, groupId)
  attendTopics(
    registry,
    sdkAppId,
    userId,
    topics.filter((topic) => topicId === undefined || topic.topicId === topicId),
  )
}
