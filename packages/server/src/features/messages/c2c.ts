import { isUserId } from '@signet/protocol/ids'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { fail } from '../../engine/failure.ts'
import { markRead, type ReadParts } from './read.ts'
import { c2cReceipts } from './receipt.ts'
import type { UserRoutes } from './to-user.ts'
import type { ConversationKind, Rights, Window } from './view.ts'

/** Both sides of a private conversation may do the same. */
const RIGHTS: Rights = {
  history: true,
  recall: true,
  recallOthers: false,
  modify: true,
  modifyOthers: true,
  react: true,
  extensions: true,
  receipts: true,
}

/** All of it but what its sender was to have no copy of (MSG19). */
export const c2cWindow = (userId: string): Window => ({
  floor: 0,
  hides(_seq, value) {
    // The word may stand in a text as well: the message decides.
    if (!value.includes('"receiverOnly":true')) return false
    const { from, receiverOnly } = JSON.parse(value) as Pick<WireMessage, 'from' | 'receiverOnly'>
    return receiverOnly === true && from === userId
  },
})

/** Private conversations. The caller is part of every route, so nobody names a log that is not theirs (MSG5). */
export function createC2c(parts: ReadParts & { readonly toUser: UserRoutes }): ConversationKind {
  const routeTo = ({ sdkAppId, userId }: { sdkAppId: number; userId: string }, peerId: string) => {
    if (!isUserId(peerId)) throw fail('BAD_PARAMETER', '`conversation` must be C2C<UserID>.')
    return parts.toUser(sdkAppId, userId, peerId)
  }
  return {
    route: routeTo,
    open(self, peerId) {
      const channel = routeTo(self, peerId)
      const window = c2cWindow(self.userId)
      return {
        self,
        channel,
        window,
        rights: RIGHTS,
        mayWrite: () => channel.admit(),
        markRead: (upTo) => markRead(parts, channel, { ...self, peerId }, upTo),
        receipts: c2cReceipts(parts, { channel, window }, self.userId, peerId),
      }
    },
  }
}
