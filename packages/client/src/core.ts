import { Connection, type Session } from './connection.ts'
import { socketUrl } from './endpoint.ts'
import { DEFAULT_TIMEOUTS, type Environment } from './environment.ts'
import { type ChatError, clientError } from './errors.ts'
import { EVENT } from './event-names.ts'
import { Events } from './events.ts'
import { History } from './history.ts'
import { Mailbox } from './mailbox.ts'
import type { CreateOptions } from './options.ts'
import type { Ending } from './refusals.ts'

/** What a logged-in user has: gone after `logout`, kept when the login ends in another way. */
export interface Account {
  readonly mailbox: Mailbox
  readonly history: History
}

/** The life of one chat instance: login, readiness, and who hears what. The methods of `client.ts` stand on it. */
export class Core {
  readonly env: Environment
  readonly events: Events
  readonly connection: Connection
  readonly #canRenew: boolean
  readonly #sendTimeout: number
  #account: Account | undefined
  #isLoggingIn = false
  #isReady = false
  #isListChanged = false
  /** Server clock minus this clock, ms. */
  #clockOffset = 0

  constructor(options: CreateOptions, env: Environment) {
    const { SDKAppID: sdkAppId, proxyServer, getUserSig } = options
    if (!Number.isInteger(sdkAppId)) throw clientError('NO_SDKAPPID')
    const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
    this.env = env
    this.events = new Events(env.log)
    this.#canRenew = getUserSig !== undefined
    this.#sendTimeout = timeouts.send
    this.connection = new Connection(
      env,
      { sdkAppId, url: () => socketUrl(proxyServer), timeouts, getUserSig },
      {
        online: (session) => this.#online(session),
        offline: () => this.#account?.mailbox.disconnected(),
        message: ({ conversation, message }) => this.#account?.mailbox.pushed(conversation, message),
        dirty: () => this.#account?.mailbox.dirty(),
        ended: (ending, error) => this.#ended(ending, error),
        netState: (state) => this.events.emit(EVENT.NET_STATE_CHANGE, { state }),
        serverTime: (time) => {
          this.#clockOffset = time - env.clock.now()
        },
        error: (error) => this.#failed(error),
      },
    )
  }

  get isReady(): boolean {
    return this.#isReady
  }

  /** The server's clock as well as it is known, ms. */
  get serverTime(): number {
    return this.env.clock.now() + this.#clockOffset
  }

  /** What is in memory, also while nothing may be sent. */
  get account(): Account | undefined {
    return this.#account
  }

  /** The account of the logged-in user. @throws {ChatError} 2024, or why the last login is over */
  loggedIn(): Account {
    const { refusal } = this.connection
    if (refusal || !this.#account) throw clientError(refusal ?? 'USER_NOT_LOGGED_IN')
    return this.#account
  }

  /** The account once it is synced. @throws {ChatError} as `loggedIn`, or 2999 */
  ready(): Account {
    const account = this.loggedIn()
    if (!this.#isReady) throw clientError('NOT_READY')
    return account
  }

  /** @returns whether the user was logged in already */
  async login(userID: string, userSig: string): Promise<{ isRepeat: boolean }> {
    if (typeof userID !== 'string' || userID === '') throw clientError('NO_IDENTIFIER')
    if (typeof userSig !== 'string' || (userSig === '' && !this.#canRenew)) throw clientError('NO_USERSIG')
    if (this.#isLoggingIn) throw clientError('REPEAT_LOGIN')
    if (this.connection.userId === userID) {
      if (userSig) this.connection.useTicket(userSig)
      return { isRepeat: true }
    }
    this.#isLoggingIn = true
    try {
      if (this.connection.userId) await this.logout()
      await this.connection.login(userID, userSig)
      return { isRepeat: false }
    } finally {
      this.#isLoggingIn = false
    }
  }

  async logout(): Promise<void> {
    const wasLoggedIn = this.connection.userId !== ''
    const left = this.connection.logout()
    this.#account?.mailbox.ended(clientError('LOGGED_OUT'))
    this.#account = undefined
    this.#isReady = false
    if (wasLoggedIn) this.events.emit(EVENT.SDK_NOT_READY, undefined)
    await left
  }

  async destroy(): Promise<void> {
    const left = this.logout()
    this.connection.close()
    this.events.emit(EVENT.SDK_DESTROY, undefined)
    this.events.clear()
    await left
  }

  #online(session: Session): void {
    if (this.#account?.mailbox.userId !== session.userId) this.#account = this.#newAccount(session)
    this.#account.mailbox.connected()
  }

  #newAccount(session: Session): Account {
    const isCurrent = (): boolean => this.#account?.mailbox === mailbox
    const mailbox: Mailbox = new Mailbox(this.env, session, this.connection, this.#sendTimeout, {
      synced: () => isCurrent() && this.#synced(),
      received: (messages) => isCurrent() && this.events.emit(EVENT.MESSAGE_RECEIVED, messages),
      modified: (messages) => isCurrent() && this.events.emit(EVENT.MESSAGE_MODIFIED, messages),
      conversationsChanged: () => isCurrent() && this.#listChanged(),
      error: (error) => isCurrent() && this.#failed(error),
    })
    return { mailbox, history: new History(this.connection, mailbox) }
  }

  #synced(): void {
    if (this.#isReady) return
    this.#isReady = true
    this.events.emit(EVENT.SDK_READY, undefined)
    this.#listChanged()
  }

  /** One event for all changes of a turn: a frame may bring hundreds, and each event carries the whole list. */
  #listChanged(): void {
    if (this.#isListChanged) return
    this.#isListChanged = true
    queueMicrotask(() => {
      this.#isListChanged = false
      if (!this.#isReady || !this.#account) return
      this.events.emit(EVENT.CONVERSATION_LIST_UPDATED, this.#account.mailbox.conversations.list())
    })
  }

  #ended({ kickedOut }: Ending, error: ChatError): void {
    this.#account?.mailbox.ended(error)
    this.#isReady = false
    if (kickedOut) this.events.emit(EVENT.KICKED_OUT, { type: kickedOut })
    else this.#failed(error)
    this.events.emit(EVENT.SDK_NOT_READY, undefined)
  }

  #failed(error: ChatError): void {
    this.env.log.warn(`${error.code} ${error.name}: ${error.message}`)
    this.events.emit(EVENT.ERROR, { code: error.code, message: error.message })
  }
}
