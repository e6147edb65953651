import type { CONVERSATION_OPS } from '@signet/protocol/realtime/ops/conversations'
import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import { identityOf } from '../sessions/identity.ts'
import { setCustomData } from './custom-data.ts'
import { deleteMessages } from './delete-messages.ts'
import { getConversations } from './get.ts'
import { addToGroup, createGroup, deleteGroup, listGroups, removeFromGroup, renameGroup } from './groups.ts'
import { mark } from './mark.ts'
import type { ConversationParts } from './parts.ts'
import { pin } from './pin.ts'
import { readAll } from './read-all.ts'
import { remind } from './remind.ts'
import { removeConversations } from './remove.ts'
import { syncConversations } from './sync.ts'
import { totalUnread } from './total-unread.ts'

/** Socket requests about the own list of conversations. */
export function conversationHandlers(parts: ConversationParts): Pick<Handlers, keyof typeof CONVERSATION_OPS> {
  return {
    async sync(session, data) {
      return new RawJson(await syncConversations(parts, identityOf(session), data))
    },
    async 'conversation.get'(session, { conversations }) {
      return new RawJson(await getConversations(parts, identityOf(session), conversations))
    },
    'conversation.unread': (session, { cursor }) => totalUnread(parts, identityOf(session), { cursor }),
    'conversation.readAll': (session, data) => readAll(parts, identityOf(session), data),

    async 'conversation.pin'(session, { conversation, pinned }) {
      await pin(parts, identityOf(session), conversation, pinned)
      return {}
    },
    async 'conversation.mark'(session, { conversations, ...marking }) {
      return { results: await mark(parts, identityOf(session), conversations, marking) }
    },
    async 'conversation.custom'(session, { conversations, custom }) {
      return { results: await setCustomData(parts, identityOf(session), conversations, custom) }
    },
    async 'conversation.remind'(session, data) {
      return { results: await remind(parts, identityOf(session), data.conversations, data.remind) }
    },
    async 'conversation.delete'(session, { conversations, keepHistory }) {
      const removal = { line: true, history: keepHistory !== true }
      return { results: await removeConversations(parts, identityOf(session), conversations, removal) }
    },
    async 'conversation.clear'(session, { conversations }) {
      const removal = { line: false, history: true }
      return { results: await removeConversations(parts, identityOf(session), conversations, removal) }
    },
    async 'message.delete'(session, { conversation, seqs }) {
      await deleteMessages(parts, identityOf(session), conversation, seqs)
      return {}
    },

    'conversation.groups': (session) => listGroups(parts, identityOf(session)),
    'conversation.createGroup': (session, { name, conversations }) =>
      createGroup(parts, identityOf(session), name, conversations),
    async 'conversation.renameGroup'(session, { name, newName }) {
      await renameGroup(parts, identityOf(session), name, newName)
      return {}
    },
    async 'conversation.deleteGroup'(session, { name }) {
      await deleteGroup(parts, identityOf(session), name)
      return {}
    },
    async 'conversation.addToGroup'(session, { name, conversations }) {
      return { results: await addToGroup(parts, identityOf(session), name, conversations) }
    },
    async 'conversation.removeFromGroup'(session, { name, conversations }) {
      return { results: await removeFromGroup(parts, identityOf(session), name, conversations) }
    },
  }
}
