import type { Config } from '../config/table.ts'
import type { Timeline } from '../engine/timeline/timeline.ts'
import { settingsOf } from '../features/conversations/store.ts'
import { totalUnread } from '../features/conversations/total-unread.ts'
import type { Groups } from '../features/groups/create-groups.ts'
import type { MemberRow } from '../features/groups/store.ts'
import { stateOf } from '../features/messages/state.ts'
import { readCursorOf } from '../features/messages/store.ts'
import { createOfflinePush, type OfflinePush } from '../features/offline-push/create.ts'
import type { PushMember } from '../features/offline-push/receivers.ts'
import type { Presence } from '../features/presence/presence.ts'
import type { Webhooks } from '../features/webhooks/create.ts'
import type { State } from '../state.ts'
import type { Talk } from './talk.ts'

export interface OfflinePushWiring extends Pick<State, 'db' | 'accounts' | 'secrets' | 'webhookSettings'> {
  readonly config: Config
  readonly timeline: Timeline
  readonly groups: Groups
  readonly presence: Presence
  readonly webhooks: Webhooks
  readonly conversations: () => Talk['conversations']
  readonly now: () => number
  readonly onFailure: (error: unknown) => void
}

/** Who has to hear of a message by push: what other features know of them. */
export function wireOfflinePush(parts: OfflinePushWiring): OfflinePush {
  const { db, accounts, timeline, groups, presence, webhookSettings } = parts
  const { store } = groups
  return createOfflinePush({
    ...parts,
    config: parts.config.push,
    addresses: webhookSettings.addresses,
    async privately(sdkAppId, userId, peerId) {
      const conversation = `C2C${peerId}`
      const setting = (await settingsOf(db.read, { sdkAppId, userId }, [conversation])).get(conversation)
      const readSeq = await readCursorOf(db, { sdkAppId, userId, peerId })
      return { remind: setting?.remind ?? 'AcceptAndNotify', readSeq }
    },
    async groupNamed(sdkAppId, groupId) {
      const group = await store.group(sdkAppId, groupId)
      return group && { name: group.name, members: group.member_count }
    },
    memberPage: async (sdkAppId, groupId, page) => (await store.memberPage(sdkAppId, groupId, page)).map(memberOf),
    membersNamed: async (sdkAppId, groupId, userIds) => (await store.members(sdkAppId, groupId, userIds)).map(memberOf),
    async ofTopic(sdkAppId, topicId, userIds) {
      const rows = await store.topicMembersNamed(sdkAppId, topicId, userIds)
      return new Map(
        rows.map((row) => [row.user_id, { remind: row.receive_option || undefined, readSeq: row.read_seq }]),
      )
    },
    async absent(sdkAppId, userIds) {
      // Who counts as online only because a connection was lost just now did not get the message.
      const found = await presence.statusOf(sdkAppId, userIds)
      return found.filter(({ platforms }) => platforms.length === 0).map(({ userId }) => userId)
    },
    nickOf: async (sdkAppId, userId) => (await accounts.find(sdkAppId, userId))?.nick ?? '',
    async unreadOf(sdkAppId, userId) {
      const { unread, cursor } = await totalUnread(parts.conversations(), { sdkAppId, userId })
      return cursor === undefined ? unread : undefined
    },
    async stands(conversation, seq) {
      const [entry] = await timeline.read(conversation, { after: seq - 1, limit: 1 })
      return entry?.seq === seq && stateOf(entry).recalled === undefined
    },
  })
}

const memberOf = (row: MemberRow): PushMember => ({
  userId: row.user_id,
  joinNo: row.join_no,
  joinSeq: row.join_seq,
  readSeq: row.read_seq,
  remind: row.receive_option,
})
