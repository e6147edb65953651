import { admit, announce, asCaller, type GroupParts, type UserCaller } from '../parts.ts'
import type { ReceiveOption } from '../types.ts'
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
  announce(parts, asCaller(self), group, { kind: 'topicReceiveChanged', topicId, members: [self.userId], option })
}
