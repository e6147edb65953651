import { useMemo, useSyncExternalStore } from 'react'
import type { UserStatus } from '../methods/status.ts'
import type { ReactionInfo } from '../reactions.ts'
import type { ChatStore, NetState } from '../store/chat-store.ts'
import type { MembersState } from '../store/member-list.ts'
import type { MessagesState } from '../store/message-list.ts'
import type { Source } from '../store/source.ts'
import type { ConversationView, MessageView } from '../store/views.ts'
import { useChatStore } from './chat-provider.ts'

/** What `useMessages` gives. */
export interface Messages extends MessagesState {
  /** Reads the page before the oldest message; nothing happens when there is none. Never rejects: `error` says why nothing came. */
  readonly loadOlder: () => Promise<void>
  /**
   * Sends a message that a create…Message method made, or a failed one again (`view.original`), and shows it at once.
   * Rejects as `sendMessage` does; a promise that is left alone raises no unhandled rejection.
   */
  readonly send: ChatStore['send']
}

/** What `useMembers` gives. */
export interface Members extends MembersState {
  /** Reads the next page; nothing happens when there is none. Never rejects: `error` says why nothing came. */
  readonly loadMore: () => Promise<void>
}

/** What `useReactions` gives. */
export interface MessageReactions {
  /** One for each kind, with how many users reacted so, the first ten of them, and whether the own user did. */
  readonly reactions: readonly ReactionInfo[]
  /** Reacts with this kind, or takes the own reaction of it back. Rejects as `addMessageReaction` does. */
  readonly react: (reactionID: string) => Promise<void>
}

/** What `useTyping` gives. */
export interface TypingState {
  /** UserIDs of those who type in the conversation now; always empty in groups. */
  readonly typing: readonly string[]
  /** Tells the other side that the own user types, or has stopped to: call it with every key, it is told once in three seconds. */
  readonly sayTyping: (isTyping: boolean) => void
}

/**
 * All conversations: pinned ones first, then newest first. One that changes is replaced, so a list of memoized rows draws only that row.
 *
 * @example `useConversations().map((line) => <Row key={line.conversationID} line={line} />)`
 */
export const useConversations = (): readonly ConversationView[] => useSource(useChatStore().conversations)

/**
 * The messages of a conversation, oldest first, from its newest page on; new ones appear by themselves.
 *
 * @example
 * ```tsx
 * const { messages, isComplete, loadOlder, send } = useMessages('C2Cbob')
 * return <>
 *   {!isComplete && <button onClick={loadOlder}>Older</button>}
 *   {messages.map((message) => <Bubble key={message.ID} message={message} />)}
 * </>
 * ```
 */
export function useMessages(conversationID: string): Messages {
  const store = useChatStore()
  const list = store.messages(conversationID)
  const state = useSource(list)
  const { loadOlder } = list
  const { send } = store
  return useMemo(() => ({ ...state, loadOlder, send }), [state, loadOlder, send])
}

/**
 * Unread messages: of one conversation, or of all that are not muted.
 *
 * @example `const total = useUnread()`
 */
export function useUnread(conversationID?: string): number {
  const { conversations, unread } = useChatStore()
  const count = (): number =>
    conversationID === undefined
      ? unread.get()
      : (conversations.get().find((line) => line.conversationID === conversationID)?.unreadCount ?? 0)
  return useSyncExternalStore(conversationID === undefined ? unread.subscribe : conversations.subscribe, count, count)
}

/**
 * The members of a group, 50 a page. They are read again when the group tells that somebody came, left or changed.
 *
 * @example `const { members, isComplete, loadMore } = useMembers('team')`
 */
export function useMembers(groupID: string): Members {
  const list = useChatStore().members(groupID)
  const state = useSource(list)
  const { loadMore } = list
  return useMemo(() => ({ ...state, loadMore }), [state, loadMore])
}

/**
 * The reactions to a message, kept up to date while they are shown.
 *
 * @example
 * ```tsx
 * const { reactions, react } = useReactions(message)
 * return reactions.map(({ reactionID, totalUserCount, reactedByMyself }) => (
 *   <button key={reactionID} aria-pressed={reactedByMyself} onClick={() => react(reactionID)}>{reactionID} {totalUserCount}</button>
 * ))
 * ```
 */
export function useReactions(message: MessageView): MessageReactions {
  const store = useChatStore()
  const reactions = useSource(store.reactions(message))
  const { original } = message
  return useMemo(
    () => ({ reactions, react: (reactionID) => store.react(original, reactionID) }),
    [store, reactions, original],
  )
}

/**
 * Whether a user is there (`statusType` is `TYPES.USER_STATUS_ONLINE`), and what they say of themselves; undefined while that is not
 * known, and where the application does not tell it.
 *
 * @example `const isOnline = usePresence('bob')?.statusType === TYPES.USER_STATUS_ONLINE`
 */
export const usePresence = (userID: string): UserStatus | undefined => useSource(useChatStore().presence(userID))

/**
 * Who types in a private conversation, and the way to say that the own user does.
 *
 * @example
 * ```tsx
 * const { typing, sayTyping } = useTyping('C2Cbob')
 * return <>
 *   {typing.length > 0 && <p>is typing …</p>}
 *   <input onChange={({ target }) => sayTyping(target.value !== '')} />
 * </>
 * ```
 */
export function useTyping(conversationID: string): TypingState {
  const store = useChatStore()
  const typing = useSource(store.typing(conversationID))
  return useMemo(
    () => ({ typing, sayTyping: (isTyping) => store.sayTyping(conversationID, isTyping) }),
    [store, typing, conversationID],
  )
}

/**
 * How the connection is, for a banner.
 *
 * @example `useNetState() === TYPES.NET_STATE_CONNECTED ? null : <Banner />`
 */
export const useNetState = (): NetState => useSource(useChatStore().netState)

/**
 * Whether the first sync after the login is complete; a lost connection does not change it.
 *
 * @example `useIsReady() ? <Conversations /> : <SignIn />`
 */
export const useIsReady = (): boolean => useSource(useChatStore().isReady)

const useSource = <T>({ subscribe, get }: Source<T>): T => useSyncExternalStore(subscribe, get, get)
