/** A chat in Vue: `@signet/chat/vue`. */
export type { NetState } from './store/chat-store.ts'
export type { ConversationView, MessageView } from './store/views.ts'
export { chatPlugin, provideChat, useChat } from './vue/chat-injection.ts'
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
} from './vue/composables.ts'
