import { groupConversationId } from '@signet/protocol/ids'
import { setReceiveOption } from '../groups/member-fields.ts'
import {
  type Membership,
  type MembershipParts,
  membershipPage,
  membershipsNamed,
} from '../groups/memberships/memberships.ts'
import type { GroupParts } from '../groups/parts.ts'
import { isTopicId } from '../groups/topics/rules.ts'
import type { ConversationKind } from '../messages/view.ts'
import type { ConversationSource, Place } from './parts.ts'

/** Groups in the list of their members. */
export function groupSource(
  groups: GroupParts & MembershipParts & { readonly conversations: ConversationKind },
): ConversationSource {
  return {
    kind: 'GROUP',
    idOf: (conversation) =>
      /^GROUP./.test(conversation) && !isTopicId(conversation) ? conversation.slice(5) : undefined,
    async page(self, after, limit) {
      const memberships = await membershipPage(groups, self, after, limit)
      return {
        places: memberships.map(placeOf),
        next: memberships.length < limit ? undefined : memberships.at(-1)!.groupId,
      }
    },
    some: async (self, groupIds) => (await membershipsNamed(groups, self, groupIds)).map(placeOf),
    async known(self, groupIds) {
      const memberships = await membershipsNamed(groups, self, groupIds)
      return new Set(memberships.map(({ groupId }) => groupId))
    },
    async markRead(self, groupId) {
      const view = await groups.conversations.open(self, groupId)
      return await view.markRead()
    },
    setRemind: (self, groupId, remind) => setReceiveOption(groups, self, groupId, remind),
  }
}

const placeOf = (membership: Membership): Place => ({
  conversation: groupConversationId(membership.groupId),
  id: membership.groupId,
  timeline: membership.timeline,
  read: membership.read,
  window: membership.window,
  since: membership.changedAt,
  countsUnread: membership.countsUnread,
  listedEmpty: membership.listedEmpty,
  kind: { is: 'GROUP', groupType: membership.type, remind: membership.receiveOption },
})
