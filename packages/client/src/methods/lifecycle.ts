import type { Core } from '../core.ts'
import type { EventHandler, EventMap } from '../events.ts'
import type { LogLevel } from '../log.ts'
import { seconds } from '../message.ts'
import { done, type Result } from '../result.ts'

/** What `login` resolves with. `repeatLogin` is there when the user was logged in already. */
export interface LoginResult {
  /** Always `OK`: whatever fails rejects. */
  readonly actionStatus: 'OK'
  /** Always 0. */
  readonly errorCode: 0
  /** '', or a sentence when the user was logged in already. */
  readonly errorInfo: string
  /** true when the user was logged in already: no second `SDK_READY` follows. */
  readonly repeatLogin?: true
}

/** Logging in and out, events, and what is known without asking. */
export class LifecycleMethods {
  readonly #core: Core
  readonly #released: () => void

  /** @internal @param released called when the instance is destroyed */
  constructor(core: Core, released: () => void) {
    this.#core = core
    this.#released = released
  }

  /**
   * Calls `handler` with `{ name, data }` whenever the event happens. Register before `login`.
   *
   * @example `chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => data.forEach(show))`
   * @param context becomes `this` in the handler
   * @returns the function that removes the handler
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#on
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
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#on
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
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#off
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
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#login
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
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#logout
   */
  async logout(): Promise<Result<object>> {
    await this.#core.logout()
    return done({})
  }

  /**
   * Logs out, fires `SDK_DESTROY` and removes all handlers. This instance logs in no more (2905); `create` makes a new one.
   *
   * @example `await chat.destroy()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#destroy
   */
  async destroy(): Promise<Result<object>> {
    this.#released()
    await this.#core.destroy()
    return done({})
  }

  /**
   * Whether the first sync after the login is complete. A short loss of the network does not change it.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#isReady
   */
  isReady(): boolean {
    return this.#core.isReady
  }

  /**
   * The UserID that is logged in, or ''.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getLoginUser
   */
  getLoginUser(): string {
    return this.#core.connection.userId
  }

  /**
   * The server's clock in seconds, as well as it is known; before the first login, this machine's.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getServerTime
   */
  getServerTime(): number {
    return seconds(this.#core.serverTime)
  }

  /**
   * How much goes to the console: 0 everything, 1 the important, 2 warnings (default), 3 errors, 4 nothing. No bodies, no tickets.
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setLogLevel
   */
  setLogLevel(level: LogLevel): void {
    this.#core.env.log.level = level
  }

  /**
   * Does nothing: what plugins of the official SDK do (uploads, for one) is built in. It is here so that apps need no change.
   *
   * @example `chat.registerPlugin({ 'tim-upload-plugin': TIMUploadPlugin })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#registerPlugin
   */
  registerPlugin(_plugins?: object): void {}

  /**
   * Does nothing, for the same reason as `registerPlugin`.
   *
   * @example `chat.use([GroupPlugin, SignalingPlugin])`
   */
  use(_plugin?: unknown, _subPlugins?: unknown): void {}
}
