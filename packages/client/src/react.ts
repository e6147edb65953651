/** A chat in React: `@signet/chat/react`. */
export { ChatProvider, useChat } from './react/chat-provider.ts'
export {
  type Members,
  type MessageReactions,
  type Messages,
  type TypingState,
  useConversations,
  useIsReady,
  useMembers,
  useMessages,
  useNetState,
  usePresence,
  useReactions,
  useTyping,
  useUnread,
} from './react/hooks.ts'
export type { NetState } from './store/chat-store.ts'
export type { ConversationView, MessageView } from './store/views.ts'
