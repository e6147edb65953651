import { type Clock, systemClock } from '../clock.ts'
import { EVENT } from '../event-names.ts'
import type { CachedView, EventMap } from '../events.ts'
import { EXTRA_EVENT } from '../extra-event-names.ts'
import { type Message, targetOf } from '../message.ts'
import type { UserStatus } from '../methods/status.ts'
import type { ReactionInfo } from '../reactions.ts'
import type { SendOptions } from '../send-options.ts'
import { TYPES } from '../type-constants.ts'
import type { ChatParts } from './chat-parts.ts'
import { Kept } from './kept.ts'
import { MemberList } from './member-list.ts'
import { MessageList } from './message-list.ts'
import { Presence } from './presence.ts'
import { Reactions } from './reactions.ts'
import { type Source, Value } from './source.ts'
import { Typing } from './typing.ts'
import { type ConversationView, conversationViews, type MessageView, originalOf } from './views.ts'

/** How the connection is: one of `TYPES.NET_STATE_…`. */
export type NetState = EventMap[EVENT.NET_STATE_CHANGE]['state']

/** Lists that stay in memory after they were shown, so that going back to them is instant. */
const MOST_IDLE = 20

/**
 * What a user interface shows of a chat, kept up to date by its events. Knows no framework. While nobody is logged in, it is empty.
 *
 * @example
 * ```ts
 * const store = chatStore(chat)
 * store.conversations.subscribe(() => render(store.conversations.get()))
 * ```
 */
export class ChatStore {
  /** All conversations: pinned ones first, then newest first. */
  readonly conversations: Source<readonly ConversationView[]>
  /** Unread messages in all conversations that are not muted. */
  readonly unread: Source<number>
  /** Before the first change it is said by `isReady` of the chat. */
  readonly netState: Source<NetState>
  /** Whether the first sync after the login is complete. A lost connection does not change it. */
  readonly isReady: Source<boolean>
  readonly #chat: ChatParts
  readonly #conversations = new Value<readonly ConversationView[]>([])
  readonly #unread = new Value(0)
  readonly #netState: Value<NetState>
  readonly #isReady: Value<boolean>
  readonly #messages: Kept<MessageList>
  readonly #members: Kept<MemberList>
  readonly #reactions: Reactions
  readonly #presence: Presence
  readonly #typing: Typing
  /** What was kept of the last time, until the server has answered. */
  #cached: CachedView | undefined

  /** @internal Use `chatStore`. */
  constructor(chat: ChatParts, clock: Clock = systemClock) {
    this.#chat = chat
    this.#netState = new Value<NetState>(chat.isReady() ? TYPES.NET_STATE_CONNECTED : TYPES.NET_STATE_DISCONNECTED)
    this.#isReady = new Value(chat.isReady())
    this.conversations = this.#conversations
    this.unread = this.#unread
    this.netState = this.#netState
    this.isReady = this.#isReady
    this.#messages = new Kept((conversationID, idle) => this.#messageList(conversationID, idle), MOST_IDLE)
    this.#members = new Kept((groupID, idle) => new MemberList(chat, groupID, clock, idle), MOST_IDLE)
    this.#reactions = new Reactions(chat)
    this.#presence = new Presence(chat)
    this.#typing = new Typing(chat, clock)
    this.#listen()
    if (chat.isReady()) void this.#begin()
  }

  /** The messages of a conversation. They are read when somebody subscribes. */
  messages(conversationID: string): MessageList {
    return this.#messages.of(conversationID)
  }

  /** The members of a group. They are read when somebody subscribes. */
  members(groupID: string): MemberList {
    return this.#members.of(groupID)
  }

  /** The reactions to a message. They are read when somebody subscribes. */
  reactions(message: Message | MessageView): Source<readonly ReactionInfo[]> {
    return this.#reactions.of(originalOf(message))
  }

  /**
   * Reacts to a message, or takes the own reaction of this kind back.
   *
   * @example `await store.react(view, '👍')`
   * @throws {ChatError} as `addMessageReaction`
   */
  readonly react = (message: Message | MessageView, reactionID: string): Promise<void> =>
    this.#reactions.toggle(originalOf(message), reactionID)

  /** Whether a user is there, and what they say of themselves; undefined while that is not known. Of at most 500 users at once. */
  presence(userID: string): Source<UserStatus | undefined> {
    return this.#presence.of(userID)
  }

  /** UserIDs of those who type in a private conversation now. */
  typing(conversationID: string): Source<readonly string[]> {
    return this.#typing.of(conversationID)
  }

  /**
   * Tells the other side of a private conversation that the own user types, or has stopped to: call it with every key, it is told at
   * most once in three seconds. Nothing is stored; in groups nothing happens.
   *
   * @example `store.sayTyping('C2Cbob', input.value !== '')`
   */
  readonly sayTyping = (conversationID: string, isTyping: boolean): void => this.#typing.say(conversationID, isTyping)

  /**
   * Sends a message, and shows it in its conversation at once: on its way (`status` is `unSend`), sent or failed. Also sends a failed
   * one again. A message that the app sends with `sendMessage` appears only when it was stored.
   *
   * @example `store.send(chat.createTextMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { text: 'Hi' } }))`
   * @throws {ChatError} as `sendMessage`; a promise that is left alone raises no unhandled rejection
   */
  readonly send = <M extends Message>(message: M, options?: SendOptions): Promise<M> => {
    this.#typing.sent(message.conversationID)
    return this.messages(message.conversationID).send(message, options)
  }

  #messageList(conversationID: string, idle: () => void): MessageList {
    const list = new MessageList(this.#chat, conversationID, idle)
    list.preview(this.#cached?.messageLists.get(conversationID))
    return list
  }

  #preview(view: CachedView): void {
    this.#cached = view
    for (const list of this.#messages.all()) list.preview(view.messageLists.get(list.conversationID))
  }

  #listen(): void {
    const chat = this.#chat
    chat.on(EXTRA_EVENT.CACHE_READ, ({ data }) => this.#preview(data))
    chat.on(EXTRA_EVENT.UNSENT_UPDATED, ({ data }) => {
      for (const message of data) {
        const list = this.#messages.find(message.conversationID)
        if (list?.hasBegun) list.add([message])
      }
    })
    chat.on(EVENT.SDK_READY, () => void this.#begin())
    chat.on(EVENT.SDK_NOT_READY, () => {
      this.#end()
      this.#conversations.set([])
    })
    chat.on(EVENT.NET_STATE_CHANGE, ({ data }) => {
      this.#netState.set(data.state)
      if (data.state === TYPES.NET_STATE_CONNECTED) this.#resume()
    })
    chat.on(EVENT.TOTAL_UNREAD_MESSAGE_COUNT_UPDATED, ({ data }) => this.#unread.set(data))
    chat.on(EVENT.CONVERSATION_LIST_UPDATED, ({ data }) => {
      this.#conversations.set(conversationViews(this.#conversations.get(), data))
      for (const { conversationID, lastMessage } of data)
        this.#messages.find(conversationID)?.check(lastMessage.lastSequence)
    })
    chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => this.#received(data))
    chat.on(EVENT.MESSAGE_MODIFIED, ({ data }) => this.#changed(data))
    chat.on(EVENT.MESSAGE_REVOKED, ({ data }) => this.#changed(data))
    chat.on(EVENT.MESSAGE_READ_BY_PEER, ({ data }) => this.#changed(data))
    chat.on(EXTRA_EVENT.RECEIPTS_COUNTED, ({ data }) => this.#changed(data))
    chat.on(EVENT.MESSAGE_REACTIONS_UPDATED, ({ data }) => {
      for (const { messageID } of data) this.#reactions.changed(messageID)
    })
    chat.on(EVENT.USER_STATUS_UPDATED, ({ data }) => this.#presence.told(data))
    chat.on(EVENT.MESSAGE_READ_RECEIPT_RECEIVED, ({ data }) => {
      const ids = new Set(data.map(({ messageID }) => messageID))
      for (const list of this.#messages.all()) list.changed(list.withIds(ids))
    })
  }

  async #begin(): Promise<void> {
    this.#end()
    // What is shown of the last time stays until there is something newer.
    if (this.#cached) this.#preview(this.#cached)
    this.#cached = undefined
    this.#isReady.set(true)
    this.#unread.set(this.#chat.getTotalUnreadMessageCount())
    this.#resume()
    // Refused only when the login has ended meanwhile: then there is nothing to show.
    const answer = await this.#chat.getConversationList().catch(() => undefined)
    if (!answer || !this.#isReady.get()) return
    this.#conversations.set(conversationViews(this.#conversations.get(), answer.data.conversationList))
  }

  #end(): void {
    this.#isReady.set(false)
    this.#unread.set(0)
    for (const list of this.#messages.all()) list.reset()
    for (const list of this.#members.all()) list.reset()
    this.#reactions.reset()
    this.#presence.reset()
    this.#typing.reset()
  }

  #resume(): void {
    for (const list of this.#messages.all()) list.resume()
    for (const list of this.#members.all()) list.resume()
    this.#reactions.resume()
    this.#presence.resume()
  }

  #received(messages: readonly Message[]): void {
    const [first] = messages
    if (!first) return
    const shown = messages.filter((message) => !this.#typing.heard(message))
    const list = this.#messages.find(first.conversationID)
    if (list?.hasBegun && shown.length > 0) list.add(shown)
    if (messages.some(({ type }) => type === TYPES.MSG_GRP_TIP))
      this.#members.find(targetOf(first.conversationID))?.stale()
  }

  #changed(messages: readonly Message[]): void {
    const [first] = messages
    for (const list of first ? this.#messages.all() : []) list.changed(messages)
  }
}

const stores = new WeakMap<object, ChatStore>()

/**
 * The store of a chat: always the same one.
 *
 * @example `const store = chatStore(SignetChat.create({ SDKAppID: 1400000001 }))`
 */
export function chatStore(chat: ChatParts): ChatStore {
  const known = stores.get(chat)
  if (known) return known
  const store = new ChatStore(chat)
  stores.set(chat, store)
  return store
}
