import { CLOSE, type KickReason, PROTOCOL_VERSION } from '@signet/protocol/realtime/frames'
import type { OpInput, OpName, OpOutput } from '@signet/protocol/realtime/requests'
import { fullJitter, RECONNECT } from './backoff.ts'
import type { Timer } from './clock.ts'
import type { Environment, Timeouts } from './environment.ts'
import { type ChatError, type ClientErrorName, clientError, toChatError } from './errors.ts'
import type { EventMap } from './events.ts'
import { type Done, Link, type PushPacket } from './link.ts'
import type { CreateOptions, UserSigReason } from './options.ts'
import { type Ending, isTicketError, isTicketKick, kickEnding, refusalEnding, TICKET_ENDING } from './refusals.ts'
import { TicketRenewal } from './ticket-renewal.ts'
import { VERSION } from './version.ts'

export type Session = OpOutput<'login'>
export type NetState = EventMap['netStateChange']['state']

/** What the server tells that is not about the connection itself. */
export type NewsPacket = Exclude<PushPacket, { type: 'kicked' | 'leaving' }>

export interface ConnectionEvents {
  /** Logged in, for the first time or again. */
  online(session: Session): void
  /** The connection is lost; it comes back by itself. */
  offline(): void
  /** News of any kind; a client passes over packets that it does not know. */
  push(packet: NewsPacket): void
  /** The login is over and does not come back by itself. */
  ended(ending: Ending, error: ChatError): void
  /** @param retryIn of a lost connection, ms until it is tried again */
  netState(state: NetState, retryIn?: number): void
  serverTime(time: number): void
  error(error: ChatError): void
}

export interface ConnectionOptions {
  readonly sdkAppId: number
  readonly url: () => string
  readonly timeouts: Timeouts
  readonly getUserSig: CreateOptions['getUserSig']
}

/** What is remembered about a login from `login` to its end, over all its sockets. */
interface Login {
  readonly userId: string
  readonly url: string
  userSig: string
  /** The ticket was just fetched: if it is refused too, fetching does not help. */
  isFresh: boolean
  /** Failed tries in a row. */
  attempt: number
  /** The server asked not to come back earlier, ms. */
  notBefore: number
  /** Present until the server accepted the login for the first time. */
  first: FirstLogin | undefined
}

interface FirstLogin {
  readonly resolve: (session: Session) => void
  readonly reject: (error: ChatError) => void
  readonly deadline: Timer
  lastError: ChatError | undefined
}

type State =
  /** Nobody is logged in; `why` is the answer to every call. */
  | { readonly kind: 'idle'; readonly why: ClientErrorName }
  /** The app's backend is asked for a ticket. */
  | { readonly kind: 'renewing'; readonly login: Login }
  /** A socket opens, or the server looks at the ticket. */
  | { readonly kind: 'opening'; readonly login: Login; readonly link: Link }
  | { readonly kind: 'online'; readonly login: Login; readonly link: Link; readonly since: number }
  /** Between two tries. */
  | { readonly kind: 'waiting'; readonly login: Login; readonly timer: Timer }

/** A connection that lasted this long, ms, counts as good: the next loss starts the backoff afresh. */
const STEADY = 5_000

/** Logs in, stays logged in, and says so: one state at a time, one socket at a time. */
export class Connection {
  readonly #env: Environment
  readonly #options: ConnectionOptions
  readonly #events: ConnectionEvents
  /** Tells the server that a reconnect is this same client, which must not kick itself. */
  readonly #instance: string
  readonly #unwatch: () => void
  #state: State = { kind: 'idle', why: 'USER_NOT_LOGGED_IN' }
  #netState: NetState | undefined
  readonly #renewal: TicketRenewal
  /** Where the server's log stood when it spoke last: it tells then whether what this client holds is still true. */
  #mark: { readonly userId: string; readonly mark: string } | undefined

  constructor(env: Environment, options: ConnectionOptions, events: ConnectionEvents) {
    this.#env = env
    this.#options = options
    this.#events = events
    this.#instance = [env.uint32(), env.uint32()].map((part) => part.toString(36)).join('-')
    this.#renewal = new TicketRenewal(env, options.getUserSig)
    this.#unwatch = env.transport.watch({
      back: () => this.#networkIsBack(),
      gone: () => this.#link?.probe(),
    })
  }

  /** Why calls are refused, or nothing while somebody is logged in. */
  get refusal(): ClientErrorName | undefined {
    if (this.#state.kind === 'idle') return this.#state.why
    return this.#state.login.first ? 'USER_NOT_LOGGED_IN' : undefined
  }

  /** The user who is logged in, or ''. */
  get userId(): string {
    return this.#state.kind === 'idle' || this.#state.login.first ? '' : this.#state.login.userId
  }

  /** Resolves when the server accepted the ticket. Only while idle. Without a ticket, one is fetched. */
  login(userId: string, userSig: string): Promise<Session> {
    return new Promise((resolve, reject) => {
      const url = this.#options.url()
      const deadline = this.#env.clock.after(this.#options.timeouts.login, () => {
        this.#end({ error: 'LOGIN_FAILED' }, login.first?.lastError ?? clientError('TIMEOUT'))
      })
      const first: FirstLogin = { resolve, reject, deadline, lastError: undefined }
      const login: Login = { userId, url, userSig, isFresh: false, attempt: 0, notBefore: 0, first }
      if (userSig) this.#open(login)
      else this.#renew(login, 'login')
    })
  }

  /** Takes the newer ticket of a repeated login for the next reconnect. */
  takeTicket(userSig: string): void {
    if (this.#state.kind !== 'idle') this.#state.login.userSig = userSig
  }

  /** Asks the server over the present connection, if there is one. */
  call<N extends OpName>(op: N, input: OpInput<N>, done: Done<N>): void {
    const { kind } = this.#state
    if (kind === 'online') this.#state.link.call(op, input, done)
    else done({ ok: false, error: clientError('NETWORK_ERROR') })
  }

  /** `call` as a promise, for answers whose order against pushes does not matter. */
  request<N extends OpName>(op: N, input: OpInput<N>): Promise<OpOutput<N>> {
    return new Promise((resolve, reject) => {
      this.call(op, input, (outcome) => (outcome.ok ? resolve(outcome.data) : reject(outcome.error)))
    })
  }

  /** Signs out; resolves when the server knows, or soon without it. Nothing is heard of this login any more. */
  async logout(): Promise<void> {
    const state = this.#state
    if (state.kind === 'idle') return
    const online = state.kind === 'online' ? state.link : undefined
    this.#leave(state, 'LOGGED_OUT')
    if (online) {
      await new Promise<void>((resolve) => online.call('logout', {}, () => resolve(), LOGOUT_PATIENCE))
      online.close()
    }
    state.login.first?.reject(clientError('LOGGED_OUT'))
  }

  /** Lets go of the platform. After `logout`. */
  close(): void {
    this.#unwatch()
  }

  get #link(): Link | undefined {
    return this.#state.kind === 'opening' || this.#state.kind === 'online' ? this.#state.link : undefined
  }

  #open(login: Login): void {
    const link: Link = new Link(this.#env, this.#options.timeouts, login.url, {
      opened: () => this.#authenticate(login, link),
      push: (packet) => this.#push(login, link, packet),
      closed: (code) => this.#closed(login, link, code),
      error: (error) => this.#events.error(error),
    })
    this.#state = { kind: 'opening', login, link }
    // Last, here as everywhere: the app may log out from inside its handler.
    this.#tell('connecting')
  }

  #authenticate(login: Login, link: Link): void {
    const input = {
      sdkAppId: this.#options.sdkAppId,
      userId: login.userId,
      userSig: login.userSig,
      protocol: PROTOCOL_VERSION,
      platform: this.#env.transport.platform,
      instance: this.#instance,
      client: `@signet/chat ${VERSION}`,
      ...(this.#mark?.userId === login.userId && { mark: this.#mark.mark }),
    }
    link.call('login', input, (outcome) => {
      if (this.#link !== link) return
      if (outcome.ok) this.#accepted(login, link, outcome.data)
      else this.#refused(login, link, outcome.error)
    })
  }

  #accepted(login: Login, link: Link, session: Session): void {
    this.#state = { kind: 'online', login, link, since: this.#env.clock.now() }
    login.notBefore = 0
    const { first } = login
    login.first = undefined
    this.#marked(login, session.mark)
    link.beat(session.heartbeat, ({ time, mark }) => {
      this.#marked(login, mark)
      this.#events.serverTime(time)
    })
    this.#renewal.watch(login, link, session.expiresAt, session.time)
    this.#events.serverTime(session.time)
    if (first) {
      this.#env.clock.cancel(first.deadline)
      first.resolve(session)
    }
    this.#tell('connected')
    if (this.#link === link) this.#events.online(session)
  }

  #marked(login: Login, mark: string | undefined): void {
    if (mark) this.#mark = { userId: login.userId, mark }
  }

  #refused(login: Login, link: Link, error: ChatError): void {
    link.close()
    if (isTicketError(error.code) && this.#options.getUserSig && !login.isFresh) {
      this.#renew(login, 'refused')
    } else if (error.retryable) {
      login.notBefore = this.#env.clock.now() + (error.retryAfter ?? 0)
      this.#retry(login, error)
    } else {
      this.#end(refusalEnding(error.code), error)
    }
  }

  #push(login: Login, link: Link, packet: PushPacket): void {
    if (this.#link !== link) return
    if (packet.type === 'leaving') login.notBefore = this.#env.clock.now() + packet.retryAfter
    else if (packet.type === 'kicked') this.#kicked(login, link, packet.reason, packet.message)
    else this.#events.push(packet)
  }

  #kicked(login: Login, link: Link, reason: KickReason, message: string): void {
    if (isTicketKick(reason) && this.#options.getUserSig) {
      this.#renew(login, 'refused')
      this.#events.offline()
      link.close()
      this.#tell('disconnected')
    } else {
      const ending = kickEnding(reason)
      this.#end(ending, clientError(ending.error, message || undefined))
    }
  }

  #closed(login: Login, link: Link, code: number): void {
    if (this.#link !== link) return
    // The packet that says why must have come before; without it, logging in again could start a war of two clients.
    if (code === CLOSE.kicked) {
      this.#kicked(login, link, 'multipleAccount', '')
      return
    }
    const wasOnline = this.#state.kind === 'online'
    if (this.#state.kind === 'online' && this.#env.clock.now() - this.#state.since >= STEADY) login.attempt = 0
    this.#retry(login, clientError('NETWORK_ERROR'))
    if (wasOnline) this.#events.offline()
  }

  #retry(login: Login, error: ChatError): void {
    this.#renewal.stop()
    if (login.first) login.first.lastError = error
    const { clock, random, log } = this.#env
    // The jitter comes on top: a server that leaves gives all of its clients the same hint.
    const delay = fullJitter(login.attempt, RECONNECT, random) + Math.max(0, login.notBefore - clock.now())
    login.attempt++
    // By the time of the next try the newest ticket may be an old one.
    login.isFresh = false
    log.info(`Not connected (${error.code}); next try in ${delay} ms.`)
    const timer = clock.after(delay, () => this.#open(login))
    this.#state = { kind: 'waiting', login, timer }
    this.#tell('disconnected', delay)
  }

  #renew(login: Login, reason: UserSigReason): void {
    this.#renewal.stop()
    const state: State = { kind: 'renewing', login }
    this.#state = state
    const { clock } = this.#env
    const timer = clock.after(this.#options.timeouts.request, () =>
      failed(clientError('TIMEOUT', 'getUserSig did not answer.')),
    )
    const isCurrent = (): boolean => {
      clock.cancel(timer)
      return this.#state === state
    }
    const failed = (thrown: unknown): void => {
      if (!isCurrent()) return
      const error = clientError('NETWORK_ERROR', `getUserSig failed: ${toChatError(thrown).message}`, { cause: thrown })
      this.#retry(login, error)
      this.#events.error(error)
    }
    const answered = (userSig: string | undefined): void => {
      if (!isCurrent()) return
      if (userSig && userSig !== login.userSig) {
        login.userSig = userSig
        login.isFresh = true
        this.#open(login)
      } else {
        this.#end(TICKET_ENDING, clientError('USERSIG_EXPIRED'))
      }
    }
    Promise.resolve({ userID: login.userId, reason })
      .then((request) => this.#options.getUserSig?.(request))
      .then(answered, failed)
      .catch((error: unknown) => this.#events.error(toChatError(error)))
  }

  #networkIsBack(): void {
    const state = this.#state
    if (state.kind === 'online') state.link.probe()
    if (state.kind !== 'waiting' || state.login.notBefore > this.#env.clock.now()) return
    this.#env.clock.cancel(state.timer)
    this.#open(state.login)
  }

  #end(ending: Ending, error: ChatError): void {
    const state = this.#state
    if (state.kind === 'idle') return
    const link = this.#link
    this.#leave(state, ending.error)
    if (state.login.first) state.login.first.reject(error)
    else this.#events.ended(ending, error)
    link?.close()
  }

  /** To idle, without a trace of what was scheduled. The link of an online state is the caller's to close. */
  #leave(state: Exclude<State, { kind: 'idle' }>, why: ClientErrorName): void {
    this.#state = { kind: 'idle', why }
    this.#netState = undefined
    this.#env.clock.cancel(state.login.first?.deadline)
    this.#renewal.stop()
    if (state.kind === 'waiting') this.#env.clock.cancel(state.timer)
    if (state.kind === 'opening') state.link.close()
  }

  #tell(state: NetState, retryIn?: number): void {
    if (state === this.#netState) return
    this.#netState = state
    this.#events.netState(state, retryIn)
  }
}

/** How long a logout waits for the server's word, ms. */
const LOGOUT_PATIENCE = 2_000
