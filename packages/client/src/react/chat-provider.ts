import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react'
import type { Chat } from '../chat.ts'
import { type ChatStore, chatStore } from '../store/chat-store.ts'

const ChatContext = createContext<Chat | undefined>(undefined)

/**
 * Gives a chat to the hooks below it. Logging in and out stays with the app, before or after.
 *
 * @example
 * ```tsx
 * const chat = SignetChat.create({ SDKAppID: 1400000001 })
 * createRoot(element).render(<ChatProvider chat={chat}><App /></ChatProvider>)
 * ```
 */
export function ChatProvider({ chat, children }: { readonly chat: Chat; readonly children?: ReactNode }): ReactElement {
  return createElement(ChatContext.Provider, { value: chat }, children)
}

/**
 * The chat of the `ChatProvider` above, to call its methods.
 *
 * @example `const chat = useChat(); const read = () => chat.setMessageRead({ conversationID })`
 * @throws {Error} without a `ChatProvider` above
 */
export function useChat(): Chat {
  const chat = useContext(ChatContext)
  if (!chat) throw new Error('There is no chat here. Put a <ChatProvider chat={chat}> around the component.')
  return chat
}

/** The store that the hooks read. */
export const useChatStore = (): ChatStore => chatStore(useChat())
