import type { Chat } from '../chat.ts'

/** What the store needs of a chat. */
export type ChatParts = Pick<
  Chat,
  | 'on'
  | 'isReady'
  | 'getConversationList'
  | 'getTotalUnreadMessageCount'
  | 'getMessageList'
  | 'getUnsentMessages'
  | 'sendMessage'
  | 'getGroupMemberList'
  | 'getMessageReactions'
  | 'addMessageReaction'
  | 'removeMessageReaction'
  | 'getUserStatus'
  | 'subscribeUserStatus'
  | 'unsubscribeUserStatus'
  | 'createCustomMessage'
>
