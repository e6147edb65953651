/** A chat in Vue: `@signet/chat/vue`. */
export type { NetState } from './store/chat-store.ts'
export type { ConversationView, MessageView } from './store/views.ts'
export { chatPlugin, provideChat, useChat } from './vue/chat-injection.ts'
export {
  type Members,
  type Messages,
  useConversations,
  useIsReady,
  useMembers,
  useMessages,
  useNetState,
  useUnread,
} from './vue/composables.ts'
