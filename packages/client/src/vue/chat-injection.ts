import { type InjectionKey, inject, type Plugin, provide } from 'vue'
import type { Chat } from '../chat.ts'
import { type ChatStore, chatStore } from '../store/chat-store.ts'

const CHAT: InjectionKey<Chat> = Symbol('chat')

/**
 * Gives a chat to a whole app. Logging in and out stays with the app, before or after.
 *
 * @example
 * ```ts
 * const chat = SignetChat.create({ SDKAppID: 1400000001 })
 * createApp(App).use(chatPlugin(chat)).mount('#app')
 * ```
 */
export const chatPlugin = (chat: Chat): Plugin => ({ install: (app) => app.provide(CHAT, chat) })

/**
 * Gives a chat to the components below this one; in `setup`. For pages with several users at once.
 *
 * @example `provideChat(SignetChat.createInstance({ SDKAppID: 1400000001 }))`
 */
export const provideChat = (chat: Chat): void => provide(CHAT, chat)

/**
 * The chat of the app, or of the nearest `provideChat` above, to call its methods.
 *
 * @example `const chat = useChat(); const read = () => chat.setMessageRead({ conversationID })`
 * @throws {Error} without either
 */
export function useChat(): Chat {
  const chat = inject(CHAT, undefined)
  if (!chat)
    throw new Error('There is no chat here. Say app.use(chatPlugin(chat)), or provideChat(chat) in a component above.')
  return chat
}

/** The store that the composables read. */
export const useChatStore = (): ChatStore => chatStore(useChat())
