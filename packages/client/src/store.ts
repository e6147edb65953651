/** What a user interface shows of a chat, for any framework: `@signet/chat/store`. */
export type { ChatParts } from './store/chat-parts.ts'
export { type ChatStore, chatStore, type NetState } from './store/chat-store.ts'
export type { MemberList, MembersState } from './store/member-list.ts'
export type { MessageList, MessagesState } from './store/message-list.ts'
export type { Observed } from './store/observed.ts'
export type { Source } from './store/source.ts'
export type { ConversationView, MessageView } from './store/views.ts'
