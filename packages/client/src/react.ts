/** A chat in React: `@signet/chat/react`. */
export { ChatProvider, useChat } from './react/chat-provider.ts'
export {
  type Members,
  type Messages,
  useConversations,
  useIsReady,
  useMembers,
  useMessages,
  useNetState,
  useUnread,
} from './react/hooks.ts'
export type { NetState } from './store/chat-store.ts'
export type { ConversationView, MessageView } from './store/views.ts'
