import { ERRORS } from '@signet/protocol/errors'
import { c2cConversationId } from '@signet/protocol/ids'
import { fail } from '../../../engine/failure.ts'
import type { RestHandlers } from '../../../engine/http/rest.ts'
import type { Timeline } from '../../../engine/timeline/timeline.ts'
import { findByKey, isMessageKey, keyOf } from '../../messages/message-key.ts'
import type { ConversationKind } from '../../messages/view.ts'
import { deleteMessages } from '../delete-messages.ts'
import { linesOf } from '../line.ts'
import { placesNamed } from '../named.ts'
import type { ConversationParts } from '../parts.ts'
import type { Owner } from '../store.ts'
import { totalUnread } from '../total-unread.ts'
import { unreadOf } from '../unread.ts'

export interface ConversationRestParts {
  readonly conversations: ConversationParts
  readonly timeline: Timeline
  readonly c2c: ConversationKind
  exists(sdkAppId: number, userId: string): Promise<boolean>
}

type Path = 'openim/get_c2c_unread_msg_num' | 'openim/delete_c2c_msg_ramble'

/** Server API: private messages as one user has them. */
export function conversationCommands(parts: ConversationRestParts): Pick<RestHandlers, Path> {
  const { conversations, timeline } = parts
  return {
    async 'openim/get_c2c_unread_msg_num'({ sdkAppId }, { To_Account, Peer_Account }) {
      if (!(await parts.exists(sdkAppId, To_Account))) throw fail('C2C_ACCOUNT_UNKNOWN')
      const self = { sdkAppId, userId: To_Account }
      if (Peer_Account === undefined) return { AllC2CUnreadMsgNum: await allUnread(conversations, self) }
      const known = await Promise.all(Peer_Account.map((peer) => parts.exists(sdkAppId, peer)))
      const unknown = Peer_Account.filter((_, i) => !known[i])
      const peers = Peer_Account.filter((_, i) => known[i])
      const unread = await unreadFrom(conversations, self, peers)
      const ErrorList = unknown.map((peer) => ({ Peer_Account: peer, ErrorCode: ERRORS.C2C_ACCOUNT_UNKNOWN.code }))
      return {
        C2CUnreadMsgNumList: peers.map((peer) => ({ Peer_Account: peer, C2CUnreadMsgNum: unread.get(peer) ?? 0 })),
        ...(ErrorList.length === 0 ? {} : { ErrorList }),
      }
    },

    async 'openim/delete_c2c_msg_ramble'({ sdkAppId }, { Operator_Account, Peer_Account, MsgKeyList }) {
      if (!(await parts.exists(sdkAppId, Operator_Account))) throw fail('C2C_SENDER_UNKNOWN')
      const self = { sdkAppId, userId: Operator_Account }
      const { channel } = await parts.c2c.open(self, Peer_Account)
      // What is no key at all is told with those of no message, so that it does not keep the others.
      const keys = MsgKeyList.map((key) => (isMessageKey(key) ? keyOf(key) : undefined))
      const seqs = await Promise.all(keys.map((key) => key && findByKey(timeline, channel.timeline, key)))
      const found = seqs.filter((seq) => seq !== undefined)
      if (found.length > 0) await deleteMessages(conversations, self, c2cConversationId(Peer_Account), found)
      return { InvalidMsgKeyList: MsgKeyList.filter((_, i) => seqs[i] === undefined) }
    },
  }
}

async function allUnread(parts: ConversationParts, self: Owner): Promise<number> {
  let unread = 0
  let cursor: string | undefined
  do {
    const part = await totalUnread(parts, self, { cursor, kind: 'C2C' })
    unread += part.unread
    cursor = part.cursor
  } while (cursor !== undefined)
  return unread
}

async function unreadFrom(
  parts: ConversationParts,
  self: Owner,
  peers: readonly string[],
): Promise<Map<string, number>> {
  if (peers.length === 0) return new Map()
  const places = await placesNamed(parts, self, peers.map(c2cConversationId))
  const lines = await linesOf(parts, self, [...places.values()])
  const counts = await unreadOf(parts, self, lines)
  return new Map(lines.map(({ place }, i) => [place.id, counts[i]!]))
}
