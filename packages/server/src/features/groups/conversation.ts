import { groupConversationId } from '@signet/protocol/ids'
import { fail } from '../../engine/failure.ts'
import type { ConversationKind, Rights, Self, Window } from '../messages/view.ts'
import { permits } from './permissions/rules.ts'
import { type GroupReceiptParts, groupReceipts } from './receipts/receipts.ts'
import { createGroupRoutes, type GroupRouteParts, groupChannel } from './route.ts'
import { decideSpeak, groupTimeline } from './rules.ts'
import type { Seat } from './seats.ts'
import type { GroupStore } from './store.ts'
import { markTopicRead } from './topics/read.ts'
import { isTopicId } from './topics/rules.ts'
import { TYPE_RULES } from './types.ts'

export interface GroupConversationParts extends GroupRouteParts, GroupReceiptParts {
  readonly store: GroupStore
}

/** Group conversations, for their members. */
export function createGroupConversations(parts: GroupConversationParts): ConversationKind {
  return {
    route: createGroupRoutes(parts),

    /** @throws Failure GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED */
    async open(self, groupId) {
      const seat = await parts.seats.of(self.sdkAppId, groupId, self.userId)
      if (seat === undefined) throw fail('GROUP_NOT_FOUND')
      if (seat.standing === 'Outsider') throw fail('GROUP_DENIED')
      if (!TYPE_RULES[seat.type].history) throw fail('GROUP_UNSUPPORTED')
      const channel = groupChannel(self.sdkAppId, groupId)
      const window = windowOf(self, seat)
      return {
        self,
        channel,
        window,
        rights: rightsOf(seat, parts.now()),
        markRead: (upTo) => markGroupRead(parts, self, groupId, upTo),
        receipts: groupReceipts(parts, { self, groupId, channel, window }),
      }
    },
  }
}

/** GRP22: from where on a member sees the group, and which messages are for others. */
export function windowOf({ userId }: Self, { floor }: Pick<Seat, 'floor'>): Window {
  return {
    floor,
    hides(_seq, value) {
      // The word may stand in a text as well: the message decides.
      if (!value.includes('"targets":[')) return false
      const { from, targets } = JSON.parse(value) as { from: string; targets?: readonly string[] }
      return targets !== undefined && from !== userId && !targets.includes(userId)
    },
    // Who has read a message is told to its sender.
    hidesEvent: (event) => event.kind === 'receipt' && event.to !== userId && event.by !== userId,
  }
}

function rightsOf(seat: Seat, now: number): Rights {
  const { type, standing, permissions } = seat
  const rules = TYPE_RULES[type]
  const isManager = standing === 'Owner' || standing === 'Admin'
  const recallsOthers = isManager || (permissions !== undefined && permits(permissions, 'recallOthers'))
  return {
    history: permissions === undefined || permits(permissions, 'readHistory'),
    recall: rules.recall,
    recallOthers: rules.recall && recallsOthers,
    // An edit says something: who may not speak says nothing by it either.
    modify: rules.history && decideSpeak(seat, false, now) === undefined,
    modifyOthers: isManager,
    react: rules.history,
    extensions: rules.extensions,
    receipts: rules.receipts,
  }
}

/**
 * Moves a member's read position, never back and never beyond the newest message (GRP23). Only their own devices are told: what everybody
 * has read would cost a group the square of its members.
 */
async function markGroupRead(
  parts: GroupConversationParts,
  { sdkAppId, userId }: Self,
  groupId: string,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<{ read: number }> {
  const [head] = await parts.timeline.heads([groupTimeline(sdkAppId, groupId)])
  const seq = Math.min(upTo, head?.seq ?? 0)
  if (isTopicId(groupId) && head) return await markTopicRead(parts, { sdkAppId, userId }, groupId, seq, head)
  const [moved] = await parts.store.write([parts.store.moveReadSeq(sdkAppId, groupId, userId, seq, parts.now())])
  if (moved === undefined || moved.changed === 0) {
    return { read: (await parts.store.member(sdkAppId, groupId, userId))?.read_seq ?? 0 }
  }
  const packet = { type: 'read', conversation: groupConversationId(groupId), upTo: seq }
  parts.registry.push(sdkAppId, userId, JSON.stringify(packet))
  return { read: seq }
}
