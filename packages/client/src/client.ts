import { type CreateMessageOptions, compose } from './compose.ts'
import type { Conversation } from './conversations.ts'
import { Core } from './core.ts'
import type { Environment } from './environment.ts'
import { clientError } from './errors.ts'
import type { EventHandler, EventMap } from './events.ts'
import type { MessageList, MessageListOptions } from './history.ts'
import type { LogLevel } from './log.ts'
import { type Message, MessageOf, type MessageType, seconds } from './message.ts'
import type { CreateOptions } from './options.ts'
import { TYPES } from './type-constants.ts'

/** What every asynchronous method resolves with. Failures reject with a `ChatError`. */
export interface Result<T> {
  readonly code: 0
  readonly data: T
}

/** What `login` resolves with. `repeatLogin` is there when the user was logged in already. */
export interface LoginResult {
  readonly actionStatus: 'OK'
  readonly errorCode: 0
  readonly errorInfo: string
  readonly repeatLogin?: true
}

/** What `sendMessage` takes beside the message. Push options are accepted; this server sends no push yet. */
export interface SendOptions {
  readonly onlineUserOnly?: boolean
  readonly offlinePushInfo?: object
  readonly messageControlInfo?: object
}

const done = <T>(data: T): Result<T> => ({ code: 0, data })

/** One user of one application. Made by `create`. */
export class Chat {
  readonly #core: Core
  readonly #released: () => void

  /**
   * @internal Use `create` or `createInstance`.
   * @param released called when the instance is destroyed
   */
  constructor(options: CreateOptions, env: Environment, released: () => void = () => {}) {
    this.#core = new Core(options, env)
    this.#released = released
  }

  /**
   * Calls `handler` with `{ name, data }` whenever the event happens. Register before `login`.
   *
   * @example `chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => data.forEach(show))`
   * @param context becomes `this` in the handler
   * @returns the function that removes the handler
   *
   * Official reference: Client APIs › SDK › on
   */
  on<N extends keyof EventMap & string>(eventName: N, handler: EventHandler<N>, context?: unknown): () => void
  on(eventName: string, handler: EventHandler, context?: unknown): () => void
  on(eventName: string, handler: EventHandler<never>, context?: unknown): () => void {
    return this.#core.events.add(eventName, handler as EventHandler, context, false)
  }

  /**
   * Like `on`, for the next time only.
   *
   * @example `chat.once(EVENT.SDK_READY, () => chat.sendMessage(message))`
   *
   * Official reference: Client APIs › SDK › on
   */
  once<N extends keyof EventMap & string>(eventName: N, handler: EventHandler<N>, context?: unknown): () => void
  once(eventName: string, handler: EventHandler, context?: unknown): () => void
  once(eventName: string, handler: EventHandler<never>, context?: unknown): () => void {
    return this.#core.events.add(eventName, handler as EventHandler, context, true)
  }

  /**
   * Removes a handler: that of `context`, or without one in all contexts.
   *
   * @example `chat.off(EVENT.MESSAGE_RECEIVED, onMessage, this)`
   *
   * Official reference: Client APIs › SDK › off
   */
  off(eventName: string, handler: EventHandler<never>, context?: unknown, once?: boolean): void {
    this.#core.events.remove(eventName, handler as EventHandler, context, once)
  }

  /**
   * Logs in. Resolves when the server accepted the UserSig; `SDK_READY` follows after the first sync.
   *
   * @example `await chat.login({ userID: 'alice', userSig })`
   * @throws {ChatError} 2002 or 2003 when something is missing, 2025 while a login is under way, 2800 or 2801 when the server cannot
   * be reached, else what the server says: 70001 for an expired UserSig, and so on
   *
   * Official reference: Client APIs › SDK › login
   */
  async login({ userID, userSig = '' }: { userID: string; userSig?: string }): Promise<Result<LoginResult>> {
    const { isRepeat } = await this.#core.login(userID, userSig)
    if (!isRepeat) return done({ actionStatus: 'OK', errorCode: 0, errorInfo: '' })
    return done({ actionStatus: 'OK', errorCode: 0, errorInfo: `${userID} is logged in already.`, repeatLogin: true })
  }

  /**
   * Logs out this client; forgets all messages, keeps the handlers. `SDK_NOT_READY` fires if somebody was logged in.
   *
   * @example `await chat.logout()`
   *
   * Official reference: Client APIs › SDK › logout
   */
  async logout(): Promise<Result<object>> {
    await this.#core.logout()
    return done({})
  }

  /**
   * Logs out, fires `SDK_DESTROY` and removes all handlers. `create` makes a new instance afterwards.
   *
   * @example `await chat.destroy()`
   *
   * Official reference: Client APIs › SDK › destroy
   */
  async destroy(): Promise<Result<object>> {
    this.#released()
    await this.#core.destroy()
    return done({})
  }

  /**
   * Whether the first sync after the login is complete. A short loss of the network does not change it.
   *
   * Official reference: Client APIs › SDK › isReady
   */
  isReady(): boolean {
    return this.#core.isReady
  }

  /**
   * The UserID that is logged in, or ''.
   *
   * Official reference: Client APIs › SDK › getLoginUser
   */
  getLoginUser(): string {
    return this.#core.connection.userId
  }

  /**
   * The server's clock in seconds, as well as it is known; before the first login, this machine's.
   *
   * Official reference: Client APIs › SDK › getServerTime
   */
  getServerTime(): number {
    return seconds(this.#core.serverTime)
  }

  /**
   * How much goes to the console: 0 everything, 1 the important, 2 warnings (default), 3 errors, 4 nothing. No bodies, no tickets.
   *
   * Official reference: Client APIs › SDK › setLogLevel
   */
  setLogLevel(level: LogLevel): void {
    this.#core.env.log.level = level
  }

  /**
   * Makes a text, with its final ID, to be sent with `sendMessage`.
   *
   * @example
   * ```ts
   * const message = chat.createTextMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { text: 'Hi' } })
   * ```
   * @throws {ChatError} 2024 before login, 2106 or 2905 when an option is wrong
   *
   * Official reference: Client APIs › Message › createTextMessage
   */
  createTextMessage(options: CreateMessageOptions<TYPES.MSG_TEXT>): MessageOf<TYPES.MSG_TEXT> {
    return this.#compose(TYPES.MSG_TEXT, options)
  }

  /**
   * Makes a message of the app's own kind, to be sent with `sendMessage`.
   *
   * @example
   * ```ts
   * const payload = { data: JSON.stringify({ dice: 6 }), description: 'dice', extension: '' }
   * const message = chat.createCustomMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload })
   * ```
   * @throws {ChatError} 2024 before login, 2106 or 2905 when an option is wrong
   *
   * Official reference: Client APIs › Message › createCustomMessage
   */
  createCustomMessage(options: CreateMessageOptions<TYPES.MSG_CUSTOM>): MessageOf<TYPES.MSG_CUSTOM> {
    return this.#compose(TYPES.MSG_CUSTOM, options)
  }

  /**
   * Sends. Resolves when the message is durable, with the same instance, its `status`, `time` and `sequence` set. Over a lost
   * connection the same message is sent again until `timeouts.send` is over; it is stored once however often it was tried.
   *
   * @example `const { data: { message } } = await chat.sendMessage(chat.createTextMessage(…))`
   * @throws {ChatError} and `message.status` is `fail`: 2801 when time is over, 2105 for what is no message, 80002 when it is too long,
   * else what the server says
   *
   * Official reference: Client APIs › Message › sendMessage
   */
  async sendMessage<M extends Message>(message: M, options?: SendOptions): Promise<Result<{ message: M }>> {
    if (!(message instanceof MessageOf)) throw clientError('NOT_A_MESSAGE')
    try {
      const { mailbox } = this.#core.ready()
      if (message.from !== mailbox.userId) throw clientError('INVALID_OPERATION', 'Another user made this message.')
      // Silently storing what was meant to vanish would be worse than refusing it.
      if (options?.onlineUserOnly)
        throw clientError('INVALID_OPERATION', 'onlineUserOnly is not supported by this version.')
      await mailbox.send(message)
      return done({ message })
    } catch (error) {
      if (message.status !== 'success') message.status = 'fail'
      throw error
    }
  }

  /**
   * Sends a failed message again, under the same ID: if it did reach the server before, nothing is stored twice.
   *
   * @example `if (message.status === 'fail') await chat.resendMessage(message)`
   * @throws {ChatError} as `sendMessage`
   *
   * Official reference: Client APIs › Message › resendMessage
   */
  resendMessage<M extends Message>(message: M, options?: SendOptions): Promise<Result<{ message: M }>> {
    return this.sendMessage(message, options)
  }

  /**
   * A message in memory, or null.
   *
   * @example `chat.findMessage('144115217363870632-1647417469-77069006')`
   *
   * Official reference: Client APIs › Message › findMessage
   */
  findMessage(messageID: string): Message | null {
    return this.#core.account?.mailbox.messages.find(messageID) ?? null
  }

  /**
   * Reads a conversation backwards, 15 messages a page.
   *
   * @example
   * ```ts
   * const { data } = await chat.getMessageList({ conversationID: 'C2Cbob' })
   * if (!data.isCompleted) await chat.getMessageList({ conversationID: 'C2Cbob', nextReqMessageID: data.nextReqMessageID })
   * ```
   * @throws {ChatError} 2503 for a wrong ID, 2800 or 2801 when the server cannot be reached
   *
   * Official reference: Client APIs › Message › getMessageList
   */
  async getMessageList(options: MessageListOptions): Promise<Result<MessageList>> {
    return done(await this.#core.ready().history.page(options ?? {}))
  }

  /**
   * The conversations in memory, newest first; or those with the given IDs.
   *
   * @example `const { data: { conversationList } } = await chat.getConversationList()`
   * @throws {ChatError} 2024 or 2999 before `SDK_READY`
   *
   * Official reference: Client APIs › Conversation › getConversationList
   */
  async getConversationList(
    filter?: readonly string[] | { readonly type?: string },
  ): Promise<Result<{ conversationList: Conversation[]; isSyncCompleted: boolean }>> {
    const all = this.#core.ready().mailbox.conversations.list()
    const isWanted = ({ conversationID, type }: Conversation): boolean => {
      if (Array.isArray(filter)) return filter.includes(conversationID)
      const wanted = (filter as { readonly type?: string } | undefined)?.type
      return wanted === undefined || wanted === type
    }
    return done({ conversationList: all.filter(isWanted), isSyncCompleted: true })
  }

  #compose<T extends MessageType>(type: T, options: CreateMessageOptions<T>): MessageOf<T> {
    const { userId, tinyId } = this.#core.loggedIn().mailbox
    return compose(this.#core.env, { userId, tinyId, time: this.#core.serverTime }, type, options)
  }
}
