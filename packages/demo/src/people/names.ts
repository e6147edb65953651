import { TYPES } from '@signet/chat'
import type { ConversationView, MessageView } from '@signet/chat/react'

/** Who or what a conversation is with: the part of its ID after the kind. */
export const targetOf = (conversationID: string): string =>
  conversationID.startsWith(TYPES.CONV_GROUP)
    ? conversationID.slice(TYPES.CONV_GROUP.length)
    : conversationID.slice(TYPES.CONV_C2C.length)

export const isGroup = (conversationID: string): boolean => conversationID.startsWith(TYPES.CONV_GROUP)

/** What a conversation is called. */
export function conversationName(conversation: ConversationView): string {
  const { conversationID, remark, userProfile, groupProfile } = conversation
  return remark || userProfile?.nick || groupProfile?.name || targetOf(conversationID)
}

/** What its reader calls the sender of a message. */
export const senderName = ({ nameCard, nick, from }: Pick<MessageView, 'nameCard' | 'nick' | 'from'>): string =>
  nameCard || nick || from

/** What a member of a group is called there. */
export const memberName = (member: { nameCard?: string; nick: string; userID: string }): string =>
  member.nameCard || member.nick || member.userID
