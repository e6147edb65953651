import type { OpInput, OpName, OpOutput } from '@signet/protocol/realtime/requests'
import { Arrivals } from './arrivals.ts'
import type { Author } from './compose.ts'
import { Connection, type NewsPacket, type Session } from './connection.ts'
import type { Lookups } from './conversations.ts'
import { httpBase, socketUrl } from './endpoint.ts'
import { DEFAULT_TIMEOUTS, type Environment } from './environment.ts'
import { type ChatError, clientError, toChatError } from './errors.ts'
import { EVENT } from './event-names.ts'
import { Events } from './events.ts'
import { EXTRA_EVENT } from './extra-event-names.ts'
import { Groups } from './groups/groups.ts'
import { LiveRooms } from './groups/live-rooms.ts'
import { NameCards } from './groups/name-cards.ts'
import { History } from './history.ts'
import { Mailbox } from './mailbox.ts'
import { conversationTypeOf, type Message, targetOf } from './message.ts'
import type { CreateOptions } from './options.ts'
import { type PageAddress, pageServer } from './page-server.ts'
import type { Part } from './part.ts'
import { People } from './people/people.ts'
import { countReaders } from './receipts.ts'
import type { Ending } from './refusals.ts'
import type { OfflineOutbox, Scope } from './shelf.ts'
import { TYPES } from './type-constants.ts'

/** Files that are uploaded before their messages are sent. */
export interface PendingFiles {
  /** Uploads the file of a message; nothing when there is none. */
  finish(message: Message): Promise<void> | undefined
  /** Ends the upload of a message's file. @returns whether there was one */
  cancel(message: Message): boolean
}

/** What a logged-in user has: gone after `logout`, kept when the login ends in another way. */
export interface Account {
  readonly mailbox: Mailbox
  readonly history: History
}

/** The life of one chat instance: login, readiness, and who hears what. All methods stand on it. */
export class Core {
  readonly env: Environment
  readonly events: Events
  readonly connection: Connection
  readonly people: People
  readonly groups: Groups
  readonly liveRooms: LiveRooms
  /** What messages and conversations show of people and groups. */
  readonly lookups: Lookups
  /** Whether a user may be in several live rooms at once. */
  readonly hasManyRooms: boolean
  /** Where files are uploaded to and read from. */
  readonly uploadBase: string
  readonly downloadBase: string
  /** Files that go with messages; absent where nobody makes such messages. */
  files: PendingFiles | undefined
  readonly #arrivals: Arrivals
  readonly #parts: Part[] = []
  /** Messages whose people or files are not known yet, by conversation: what follows waits for them. */
  readonly #arriving = new Map<string, Promise<void>>()
  readonly #canRenew: boolean
  readonly #sendTimeout: number
  readonly #outbox: OfflineOutbox | undefined
  /** Which application of which server. */
  readonly scope: Omit<Scope, 'userId'>
  #account: Account | undefined
  #isLoggingIn = false
  #isDestroyed = false
  #isReady = false
  #isListChanged = false
  #isUnsentChanged = false
  #totalUnread = 0
  /** Since when the connection is lost, ms, until all that was missed has been told. */
  #lostAt: number | undefined
  /** The server was put back since the app heard of everything last. */
  #isPutBack = false
  /** Server clock minus this clock, ms. */
  #clockOffset = 0

  constructor(options: CreateOptions, env: Environment) {
    const { SDKAppID: sdkAppId, getUserSig } = options
    const proxyServer = options.proxyServer ?? pageServer(globalThis as PageAddress)
    if (!Number.isInteger(sdkAppId)) throw clientError('NO_SDKAPPID')
    const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
    this.env = env
    this.events = new Events(env.log)
    this.hasManyRooms = options.unlimitedAVChatRoom ?? false
    this.#canRenew = getUserSig !== undefined
    this.#sendTimeout = timeouts.send
    this.#outbox = options.outbox
    if (this.#outbox && typeof this.#outbox.shelf !== 'function')
      throw clientError('INVALID_OPERATION', 'outbox is not one. Pass offlineOutbox() of @signet/chat/offline.')
    if (options.cache && typeof options.cache.attach !== 'function')
      throw clientError('INVALID_OPERATION', 'cache is not one. Pass localCache() of @signet/chat/offline.')
    this.scope = { sdkAppId, server: httpBase(proxyServer) }
    this.connection = new Connection(
      env,
      { sdkAppId, url: () => socketUrl(proxyServer), timeouts, getUserSig },
      {
        online: (session) => this.#online(session),
        offline: () => {
          if (this.#isReady) this.#lostAt ??= env.clock.now()
          this.#account?.mailbox.disconnected()
        },
        push: (packet) => this.#pushed(packet),
        ended: (ending, error) => this.#ended(ending, error),
        netState: (state, retryIn) =>
          this.events.emit(EVENT.NET_STATE_CHANGE, retryIn === undefined ? { state } : { state, retryIn }),
        serverTime: (time) => {
          this.#clockOffset = time - env.clock.now()
        },
        error: (error) => this.#failed(error),
      },
    )
    this.uploadBase = httpBase(options.fileUploadProxy ?? proxyServer)
    this.downloadBase = httpBase(options.fileDownloadProxy ?? proxyServer)
    this.liveRooms = new LiveRooms(this)
    const request: Connection['request'] = (op, input) => this.connection.request(op, input)
    this.people = new People(env, request, (profiles, changed) => {
      if (this.#account?.mailbox.named(profiles)) this.listChanged()
      // The own profile is told with its revision.
      const others = changed.filter(({ userID }) => userID !== this.connection.userId)
      if (others.length > 0) this.events.emit(EVENT.PROFILE_UPDATED, others)
    })
    this.groups = new Groups(env, request, (groups) => {
      const { conversations } = this.#account?.mailbox ?? {}
      for (const group of groups) if (conversations?.learned(group)) this.listChanged()
    })
    const cards = new NameCards(this, (groupId, userIds) => {
      if (this.#account?.mailbox.carded(groupId, userIds)) this.listChanged()
    })
    this.lookups = {
      profileOf: (userId) => this.people.of(userId),
      groupOf: (groupId) => this.groups.of(groupId),
      cardOf: (groupId, userId) => cards.of(groupId, userId),
    }
    this.#arrivals = new Arrivals(this, cards)
    options.cache?.attach(this)
  }

  /** Who writes, as messages say it. @throws {ChatError} 2024 */
  author(): Author {
    const { userId, tinyId } = this.loggedIn().mailbox
    const { nick, avatar } = this.people.of(userId)
    return { userId, tinyId, nick, avatar, time: this.serverTime }
  }

  /** From now on `part` hears what happens. */
  attach(part: Part): void {
    this.#parts.push(part)
  }

  /** Asks the server, once everything is ready. @throws {ChatError} 2024, 2999, or what the server says */
  async ask<N extends OpName>(op: N, input: OpInput<N>): Promise<OpOutput<N>> {
    this.ready()
    return await this.connection.request(op, input)
  }

  /** Says that the own user has read a conversation, to its end as it is known here. */
  async read(conversationID: string): Promise<void> {
    const { mailbox } = this.ready()
    const upTo = mailbox.high(conversationID)
    if (upTo === 0) return
    const { read } = await this.ask('message.read', { conversation: conversationID, upTo })
    if (mailbox.conversations.readUpTo(conversationID, 'read', read, this.serverTime)) this.listChanged()
  }

  /** What a conversation shows of its user or group is read, if it can be. */
  async known(conversationID: string): Promise<void> {
    const target = targetOf(conversationID)
    const failed = (error: unknown): void => this.env.log.info(`${conversationID} could not be read: ${error}`)
    if (conversationTypeOf(conversationID) === TYPES.CONV_C2C) await this.people.fetchUnknown([target]).catch(failed)
    else if (!this.groups.known(target)?.name) await this.groups.fetch(target).catch(failed)
  }

  /** Does what nobody waits for: a failure is told as `ERROR`, never thrown. */
  background(task: () => Promise<unknown>): void {
    const { account } = this
    task().catch((error: unknown) => {
      // What was asked for a user who is gone is nobody's business any more.
      if (account === this.#account && account) this.#failed(toChatError(error))
    })
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
    if (this.#isDestroyed) throw clientError('INVALID_OPERATION', 'This chat was destroyed. Make another one.')
    if (this.#isLoggingIn) throw clientError('REPEAT_LOGIN')
    if (this.connection.userId === userID) {
      if (userSig) this.connection.takeTicket(userSig)
      return { isRepeat: true }
    }
    this.#isLoggingIn = true
    try {
      if (this.connection.userId) await this.logout()
      const login = this.connection.login(userID, userSig)
      if (this.#account?.mailbox.userId !== userID) for (const part of this.#parts) part.entering?.(userID, login)
      await login
      return { isRepeat: false }
    } finally {
      this.#isLoggingIn = false
    }
  }

  /** @param isWiped nothing of the user stays behind, such as messages that wait to be sent */
  async logout(isWiped = true): Promise<void> {
    const wasLoggedIn = this.connection.userId !== ''
    const left = this.connection.logout()
    for (const part of this.#parts) part.loggedOut?.(isWiped)
    this.#account?.mailbox.ended(clientError('LOGGED_OUT'), isWiped)
    this.#forget()
    if (wasLoggedIn) this.events.emit(EVENT.SDK_NOT_READY, undefined)
    await left
  }

  async destroy(): Promise<void> {
    this.#isDestroyed = true
    const left = this.logout(false)
    this.connection.close()
    this.events.emit(EVENT.SDK_DESTROY, undefined)
    this.events.clear()
    await left
  }

  #online(session: Session): void {
    const isOther = this.#account?.mailbox.userId !== session.userId
    // The server was restored from a backup: what this client holds may never have happened.
    if (session.resync && !isOther) this.#startAnew(session)
    else if (isOther) {
      this.#forget()
      this.#account = this.#newAccount(session)
    }
    this.#account?.mailbox.connected()
  }

  /** Everything is read again; for the app it is the same login, ready as before. */
  #startAnew(session: Session): void {
    const wasReady = this.#isReady
    const lostAt = this.#lostAt ?? this.env.clock.now()
    this.#account?.mailbox.ended(clientError('NETWORK_ERROR'))
    this.#forget()
    this.#account = this.#newAccount(session)
    this.#isReady = wasReady
    // Who is not ready hears of SDK_READY, and reads everything then.
    this.#lostAt = wasReady ? lostAt : undefined
    this.#isPutBack = wasReady
  }

  #forget(): void {
    this.#account = undefined
    this.#isReady = false
    this.#lostAt = undefined
    this.#isPutBack = false
    this.#totalUnread = 0
    this.people.forget()
    this.groups.forget()
    for (const part of this.#parts) part.forget?.()
  }

  #newAccount(session: Session): Account {
    const isCurrent = (): boolean => this.#account?.mailbox === mailbox
    const parts = {
      env: this.env,
      connection: this.connection,
      sendTimeout: this.#sendTimeout,
      shelf: this.#outbox?.shelf({ ...this.scope, userId: session.userId }, this.env),
      isLive: (conversationID: string) => this.liveRooms.online(targetOf(conversationID)) !== undefined,
      lookups: this.lookups,
    }
    const mailbox: Mailbox = new Mailbox(parts, session, {
      synced: () => isCurrent() && this.#synced(),
      caughtUp: () => isCurrent() && void this.#caughtUp(),
      rolledBack: () => {
        if (!isCurrent()) return
        this.#startAnew(session)
        this.#account?.mailbox.connected()
      },
      received: (messages) => isCurrent() && this.received(messages),
      readMore: (messages) => this.#readMore(messages),
      emit: (name, data) => isCurrent() && this.events.emit(name, data),
      conversationsChanged: () => isCurrent() && this.listChanged(),
      unsentChanged: () => isCurrent() && this.#unsentChanged(),
      error: (error) => isCurrent() && this.#failed(error),
    })
    const addressed = (messages: readonly Message[]): Promise<void> => this.addressed(messages)
    const isKept = (conversationID: string): boolean => {
      const groupId = targetOf(conversationID)
      return !parts.isLive(conversationID) && this.groups.known(groupId)?.type !== TYPES.GRP_AVCHATROOM
    }
    return { mailbox, history: new History(this.connection, mailbox, addressed, isKept) }
  }

  #readMore(messages: readonly Message[]): void {
    if (!this.events.has(EVENT.MESSAGE_READ_RECEIPT_RECEIVED)) return
    this.background(async () => {
      await countReaders(this, messages)
      const receipts = messages.map(({ ID: messageID, to: groupID, readReceiptInfo }) => {
        const { readCount = 0, unreadCount = 0 } = readReceiptInfo
        return { messageID, groupID, readCount, unreadCount }
      })
      this.events.emit(EVENT.MESSAGE_READ_RECEIPT_RECEIVED, receipts)
    })
  }

  /** Messages came in, over the conversations' logs or otherwise. */
  received(messages: readonly Message[]): void {
    const [first] = messages
    const before = first && this.#arriving.get(first.conversationID)
    if (!first || (!before && !this.#arrivals.isNeeded(messages))) {
      this.#tellReceived(messages)
      return
    }
    const { account } = this
    const arrived = Promise.all([before, this.addressed(messages)]).then(() => {
      if (this.#arriving.get(first.conversationID) === arrived) this.#arriving.delete(first.conversationID)
      if (account && account === this.#account) this.#tellReceived(messages)
    })
    this.#arriving.set(first.conversationID, arrived)
  }

  /** Gives messages the names of their people and the addresses of their files. What comes too late is not waited for. */
  async addressed(messages: readonly Message[]): Promise<void> {
    if (!this.#arrivals.isNeeded(messages)) return
    const failed = (error: unknown): void =>
      this.env.log.warn(`Names or addresses of files could not be read: ${error}`)
    await new Promise<void>((resolve) => {
      const patience = this.env.clock.after(PATIENCE, resolve)
      const end = (): void => {
        this.env.clock.cancel(patience)
        resolve()
      }
      this.#arrivals.resolve(messages).catch(failed).then(end)
    })
  }

  #tellReceived(messages: readonly Message[]): void {
    for (const part of this.#parts) part.received?.(messages)
    this.events.emit(EVENT.MESSAGE_RECEIVED, messages)
  }

  #pushed(packet: NewsPacket): void {
    if (!this.#account) return
    this.#account.mailbox.push(packet)
    for (const part of this.#parts) part.push?.(packet)
  }

  #synced(): void {
    if (this.#isReady) {
      this.people.resume()
      for (const part of this.#parts) part.resumed?.()
      return
    }
    this.#isReady = true
    for (const part of this.#parts) part.ready?.()
    this.events.emit(EVENT.SDK_READY, undefined)
    this.listChanged()
  }

  async #caughtUp(): Promise<void> {
    const lostAt = this.#lostAt
    if (lostAt === undefined) return
    this.#lostAt = undefined
    const recovered = !this.#isPutBack
    this.#isPutBack = false
    const { account } = this
    if (this.#arriving.size > 0) await Promise.all(this.#arriving.values())
    if (account !== this.#account) return
    if (!recovered) this.events.emit(EVENT.SDK_RELOAD, undefined)
    this.events.emit(EXTRA_EVENT.RECOVERED, { recovered, outage: this.env.clock.now() - lostAt })
  }

  /** One event for all changes of a turn: a frame may bring hundreds, and each event carries the whole list. */
  listChanged(): void {
    if (this.#isListChanged) return
    this.#isListChanged = true
    queueMicrotask(() => {
      this.#isListChanged = false
      if (!this.#isReady || !this.#account) return
      const { conversations } = this.#account.mailbox
      this.events.emit(EVENT.CONVERSATION_LIST_UPDATED, conversations.list())
      const total = conversations.totalUnread()
      if (total === this.#totalUnread) return
      this.#totalUnread = total
      this.events.emit(EVENT.TOTAL_UNREAD_MESSAGE_COUNT_UPDATED, total)
    })
  }

  /** One event for all changes of a turn, for whoever listens. */
  #unsentChanged(): void {
    if (this.#isUnsentChanged || !this.events.has(EXTRA_EVENT.UNSENT_UPDATED)) return
    this.#isUnsentChanged = true
    queueMicrotask(() => {
      this.#isUnsentChanged = false
      if (this.#account) this.events.emit(EXTRA_EVENT.UNSENT_UPDATED, this.#account.mailbox.unsent())
    })
  }

  #ended({ kickedOut }: Ending, error: ChatError): void {
    this.#account?.mailbox.ended(error)
    this.#isReady = false
    this.#lostAt = undefined
    if (kickedOut) this.events.emit(EVENT.KICKED_OUT, { type: kickedOut })
    else this.#failed(error)
    this.events.emit(EVENT.SDK_NOT_READY, undefined)
  }

  #failed(error: ChatError): void {
    this.env.log.warn(`${error.code} ${error.name}: ${error.message}`)
    this.events.emit(EVENT.ERROR, { code: error.code, message: error.message })
  }
}

/** How long messages wait for names and for the addresses of their files, ms. */
const PATIENCE = 3_000
