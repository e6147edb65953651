import { type ComputedRef, computed, type MaybeRefOrGetter, type Ref, toValue } from 'vue'
import type { UserStatus } from '../methods/status.ts'
import type { ReactionInfo } from '../reactions.ts'
import type { ChatStore, NetState } from '../store/chat-store.ts'
import type { MembersState } from '../store/member-list.ts'
import type { MessagesState } from '../store/message-list.ts'
import type { ConversationView, MessageView } from '../store/views.ts'
import { useChatStore } from './chat-injection.ts'
import { follow } from './follow.ts'

type Refs<T> = { readonly [K in keyof T]: ComputedRef<T[K]> }

/** What `useMessages` gives. */
export interface Messages extends Refs<MessagesState> {
  /** Reads the page before the oldest message; nothing happens when there is none. Never rejects: `error` says why nothing came. */
  readonly loadOlder: () => Promise<void>
  /**
   * Sends a message that a create…Message method made, or a failed one again (`view.original`), and shows it at once.
   * Rejects as `sendMessage` does; a promise that is left alone raises no unhandled rejection.
   */
  readonly send: ChatStore['send']
}

/** What `useMembers` gives. */
export interface Members extends Refs<MembersState> {
  /** Reads the next page; nothing happens when there is none. Never rejects: `error` says why nothing came. */
  readonly loadMore: () => Promise<void>
}

/** What `useReactions` gives. */
export interface MessageReactions {
  /** One for each kind, with how many users reacted so, the first ten of them, and whether the own user did. */
  readonly reactions: ComputedRef<readonly ReactionInfo[]>
  /** Reacts with this kind, or takes the own reaction of it back. Rejects as `addMessageReaction` does. */
  readonly react: (reactionID: string) => Promise<void>
}

/** What `useTyping` gives. */
export interface TypingState {
  /** UserIDs of those who type in the conversation now; always empty in groups. */
  readonly typing: Readonly<Ref<readonly string[]>>
  /** Tells the other side that the own user types, or has stopped to: call it with every key, it is told once in three seconds. */
  readonly sayTyping: (isTyping: boolean) => void
}

/**
 * All conversations: pinned ones first, then newest first. One that changes is replaced, the others stay the same objects.
 *
 * @example `const conversations = useConversations()`
 */
export function useConversations(): Readonly<Ref<readonly ConversationView[]>> {
  const { conversations } = useChatStore()
  return follow(() => conversations)
}

/**
 * The messages of a conversation, oldest first, from its newest page on; new ones appear by themselves. The conversation may be a ref
 * or a getter: with another value, another conversation is shown.
 *
 * @example
 * ```ts
 * const props = defineProps<{ conversationID: string }>()
 * const { messages, isComplete, loadOlder, send } = useMessages(() => props.conversationID)
 * ```
 */
export function useMessages(conversationID: MaybeRefOrGetter<string>): Messages {
  const store = useChatStore()
  const list = computed(() => store.messages(toValue(conversationID)))
  const state = follow(() => list.value)
  return {
    messages: computed(() => state.value.messages),
    isLoading: computed(() => state.value.isLoading),
    isComplete: computed(() => state.value.isComplete),
    error: computed(() => state.value.error),
    loadOlder: () => list.value.loadOlder(),
    send: store.send,
  }
}

/**
 * Unread messages: of one conversation, or of all that are not muted.
 *
 * @example `const total = useUnread()`
 */
export function useUnread(conversationID?: MaybeRefOrGetter<string | undefined>): ComputedRef<number> {
  const store = useChatStore()
  const total = follow(() => store.unread)
  const lines = follow(() => store.conversations)
  return computed(() => {
    const id = toValue(conversationID)
    if (id === undefined) return total.value
    return lines.value.find((line) => line.conversationID === id)?.unreadCount ?? 0
  })
}

/**
 * The members of a group, 50 a page. They are read again when the group tells that somebody came, left or changed.
 *
 * @example `const { members, isComplete, loadMore } = useMembers('team')`
 */
export function useMembers(groupID: MaybeRefOrGetter<string>): Members {
  const store = useChatStore()
  const list = computed(() => store.members(toValue(groupID)))
  const state = follow(() => list.value)
  return {
    members: computed(() => state.value.members),
    isLoading: computed(() => state.value.isLoading),
    isComplete: computed(() => state.value.isComplete),
    error: computed(() => state.value.error),
    loadMore: () => list.value.loadMore(),
  }
}

/**
 * The reactions to a message, kept up to date while they are shown. The message may be a ref or a getter.
 *
 * @example `const { reactions, react } = useReactions(() => props.message)`
 */
export function useReactions(message: MaybeRefOrGetter<MessageView>): MessageReactions {
  const store = useChatStore()
  const list = computed(() => store.reactions(toValue(message)))
  const reactions = follow(() => list.value)
  return {
    reactions: computed(() => reactions.value),
    react: (reactionID) => store.react(toValue(message), reactionID),
  }
}

/**
 * Whether a user is there (`statusType` is `TYPES.USER_STATUS_ONLINE`), and what they say of themselves; undefined while that is not
 * known, and where the application does not tell it.
 *
 * @example `const status = usePresence(() => props.userID)`
 */
export function usePresence(userID: MaybeRefOrGetter<string>): Readonly<Ref<UserStatus | undefined>> {
  const store = useChatStore()
  const user = computed(() => store.presence(toValue(userID)))
  return follow(() => user.value)
}

/**
 * Who types in a private conversation, and the way to say that the own user does.
 *
 * @example
 * ```ts
 * const { typing, sayTyping } = useTyping(() => `C2C${props.to}`)
 * watch(draft, (text) => sayTyping(text !== ''))
 * ```
 */
export function useTyping(conversationID: MaybeRefOrGetter<string>): TypingState {
  const store = useChatStore()
  const typing = computed(() => store.typing(toValue(conversationID)))
  return {
    typing: follow(() => typing.value),
    sayTyping: (isTyping) => store.sayTyping(toValue(conversationID), isTyping),
  }
}

/**
 * How the connection is, for a banner.
 *
 * @example `const isOffline = computed(() => netState.value !== TYPES.NET_STATE_CONNECTED)`
 */
export function useNetState(): Readonly<Ref<NetState>> {
  const { netState } = useChatStore()
  return follow(() => netState)
}

/**
 * Whether the first sync after the login is complete; a lost connection does not change it.
 *
 * @example `const isReady = useIsReady()`
 */
export function useIsReady(): Readonly<Ref<boolean>> {
  const { isReady } = useChatStore()
  return follow(() => isReady)
}
