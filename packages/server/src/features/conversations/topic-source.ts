import { groupConversationId } from '@signet/protocol/ids'
import { boundedCache } from '../../engine/bounded-cache.ts'
import { setReceiveOption } from '../groups/member-fields.ts'
import {
  type TopicMembership,
  type TopicMembershipParts,
  topicMembershipPage,
  topicMembershipsNamed,
} from '../groups/memberships/topics.ts'
import type { GroupParts } from '../groups/parts.ts'
import { isTopicId } from '../groups/topics/rules.ts'
import type { ConversationKind } from '../messages/view.ts'
import type { ConversationSource, Place } from './parts.ts'

/** What is remembered of newcomers, to ask the logs once. */
const MOST_ARRIVALS = 20_000

/** Topics of communities in the list of their members. */
export function topicSource(
  groups: GroupParts & Omit<TopicMembershipParts, 'arrivals'> & { readonly conversations: ConversationKind },
): ConversationSource {
  const parts = { ...groups, arrivals: boundedCache<string, number>(MOST_ARRIVALS) }
  return {
    kind: 'GROUP',
    idOf: (conversation) =>
      conversation.startsWith('GROUP') && isTopicId(conversation) ? conversation.slice(5) : undefined,
    async page(self, after, limit) {
      const memberships = await topicMembershipPage(parts, self, after, limit)
      return {
        places: memberships.map(placeOf),
        next: memberships.length < limit ? undefined : memberships.at(-1)!.topicId,
      }
    },
    some: async (self, topicIds) => (await topicMembershipsNamed(parts, self, topicIds)).map(placeOf),
    async known(self, topicIds) {
      const memberships = await topicMembershipsNamed(parts, self, topicIds)
      return new Set(memberships.map(({ topicId }) => topicId))
    },
    async markRead(self, topicId) {
      const view = await groups.conversations.open(self, topicId)
      return await view.markRead()
    },
    setRemind: (self, topicId, remind) => setReceiveOption(groups, self, topicId, remind),
  }
}

const placeOf = (membership: TopicMembership): Place => ({
  conversation: groupConversationId(membership.topicId),
  id: membership.topicId,
  timeline: membership.timeline,
  read: membership.read,
  window: membership.window,
  since: membership.changedAt,
  countsUnread: true,
  kind: { is: 'GROUP', groupType: 'Community', remind: membership.receiveOption },
})
