import { c2cConversationId, isUserId } from '@signet/protocol/ids'
import { c2cWindow } from '../messages/c2c.ts'
import { type C2cContact, type ContactParts, contactPage, contactsWith } from '../messages/contacts.ts'
import type { ConversationKind } from '../messages/view.ts'
import type { ConversationSource, Place } from './parts.ts'
import type { Owner } from './store.ts'

/** Private conversations in the list. */
export function c2cSource(
  parts: ContactParts & {
    readonly kind: ConversationKind
    exists(sdkAppId: number, userId: string): Promise<boolean>
  },
): ConversationSource {
  return {
    kind: 'C2C',
    idOf(conversation) {
      const peer = conversation.slice(3)
      return conversation.startsWith('C2C') && isUserId(peer) ? peer : undefined
    },
    async page(self, after, limit) {
      const contacts = await contactPage(parts, self, after, limit)
      return {
        places: contacts.map((contact) => placeOf(self, contact)),
        next: contacts.length < limit ? undefined : contacts.at(-1)!.peer,
      }
    },
    some: async (self, peers) => (await contactsWith(parts, self, peers)).map((contact) => placeOf(self, contact)),
    async known({ sdkAppId }, peers) {
      const existing = await Promise.all(peers.map((peer) => parts.exists(sdkAppId, peer)))
      return new Set(peers.filter((_, i) => existing[i]))
    },
    async markRead(self, peer) {
      const view = await parts.kind.open(self, peer)
      return await view.markRead()
    },
  }
}

const placeOf = ({ userId }: Owner, { peer, timeline, since, read, peerRead, peerReadAt }: C2cContact): Place => ({
  conversation: c2cConversationId(peer),
  id: peer,
  timeline,
  read,
  window: c2cWindow(userId),
  since,
  countsUnread: true,
  kind: { is: 'C2C', peerRead, peerReadTime: peerReadAt },
})
