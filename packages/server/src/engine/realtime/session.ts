import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { type KickReason, LIMITS } from '@signet/protocol/realtime/frames'
import { WebSocket } from 'ws'
import { type Outgoing, outgoing } from './frame.ts'
import type { LiveBatch } from './live-batch.ts'
import { Outbox, type OutboxLimits } from './outbox.ts'

/** Who is behind a live session: taken from the verified ticket, from nowhere else (SES1). */
export interface Identity {
  readonly sdkAppId: number
  readonly userId: string
  readonly tinyId: string
  /** The key that verified the ticket; when it is revoked, the session ends. */
  readonly keyId: string
  /** ms */
  readonly expiresAt: number
  readonly platform: string
  /** The client instance; its own reconnect kicks nobody. */
  readonly instance: string
  /** When it logged in, ms: who came first. */
  readonly since: number
}

export type SessionState =
  | { readonly kind: 'guest' }
  | { readonly kind: 'entering' }
  | { readonly kind: 'live'; readonly identity: Identity }
  /** Without an account: hears live rooms of one application, and can do nothing else. */
  | { readonly kind: 'watching'; readonly sdkAppId: number }
  /** With the identity that it had, so that what was registered for it can be taken back. */
  | { readonly kind: 'closed'; readonly identity: Identity | undefined }

/** What a session needs of the server it lives in: shared by all of them, so that a session stays small. */
export interface SessionHost {
  readonly limits: OutboxLimits
  /** Milliseconds of a clock that nobody sets: deadlines must not fall due because the wall clock was put right (CHK55). */
  now(): number
  /** A request, in the order in which they came. */
  onText(session: Session, text: string): void
  /** May a request of this session be taken up now? When not, `takeUp` is called once it may. */
  hasTurn(session: Session): boolean
  /** Asks for a flush at the end of this turn. */
  due(session: Session): void
}

const GUEST: SessionState = { kind: 'guest' }
const ENTERING: SessionState = { kind: 'entering' }
const NONE: string[] = []
/** Session ids travel between nodes (who not to tell, who not to judge), so no two processes may make the same ones. */
const PROCESS = randomBytes(6).toString('base64url')
let nextId = 1

/** One connection. It knows packets and bytes; what a request means is the business of the handlers. */
export class Session {
  readonly id: string = `${PROCESS}.${(nextId++).toString(36)}`
  readonly ip: string
  state: SessionState = GUEST
  /** Set while it stands in the server's list of sessions to flush. */
  flushing = false
  /** When the peer was last heard, ms. */
  heardAt: number
  readonly openedAt: number
  /** Since when the kernel has taken none of the bytes that wait, ms; 0 while none wait. */
  #stuckSince = 0
  #taken = 0
  /** Requests that wait for their answer. */
  pending = 0
  /** Characters that those answers may take. */
  #reserved = 0
  /** Requests that were read and wait: for their turn, or for room for their answers. */
  #held = NONE
  #leaving = false
  /** Why this side closed it; nothing while it is open, or when the client went. */
  ending: { readonly code: number; readonly reason: string } | undefined
  tokens = 0
  tokensAt = 0
  refused = 0
  readonly #socket: WebSocket
  readonly #raw: Socket
  readonly #host: SessionHost
  readonly #outbox = new Outbox()

  constructor(host: SessionHost, socket: WebSocket, raw: Socket, ip: string) {
    this.#host = host
    this.#socket = socket
    this.#raw = raw
    this.ip = ip
    this.openedAt = host.now()
    this.heardAt = this.openedAt
  }

  /** The identity of a live session. */
  get identity(): Identity | undefined {
    return this.state.kind === 'live' ? this.state.identity : undefined
  }

  /** A first login on this socket is under way; a second one is refused by the caller. */
  beginLogin(): boolean {
    if (this.state.kind !== 'guest') return false
    this.state = ENTERING
    return true
  }

  /** @returns false when the socket closed in the meantime */
  enter(identity: Identity): boolean {
    if (this.state.kind !== 'entering') return false
    this.state = { kind: 'live', identity }
    return true
  }

  /** @returns whether it is one that watches live rooms of this application now */
  watch(sdkAppId: number): boolean {
    if (this.state.kind === 'guest') this.state = { kind: 'watching', sdkAppId }
    return this.state.kind === 'watching' && this.state.sdkAppId === sdkAppId
  }

  /** The same user with a newer ticket. */
  renew(identity: Identity): void {
    if (this.state.kind === 'live') this.state = { kind: 'live', identity }
  }

  abandonLogin(): void {
    if (this.state.kind === 'entering') this.state = GUEST
  }

  /**
   * Takes one request, or keeps it. Back-pressure on a client that asks faster than it reads the answers, or than others get their turn:
   * nothing more is read from it.
   */
  receive(text: string): void {
    const isFirst = this.#held.length === 0 && this.#hasRoom()
    if (isFirst && this.#host.hasTurn(this)) {
      this.#host.onText(this, text)
      return
    }
    if (this.#held === NONE) this.#held = []
    this.#held.push(text)
    // One that waits for its turn is soon done: stopping to read for it would cost more than it does.
    if (!isFirst) this.#socket.pause()
  }

  /** Its turn has come. */
  takeUp(): void {
    this.#goOn()
  }

  /** A request waits for its answer, which may take so many characters. */
  begin(reserve: number): void {
    this.pending++
    this.#reserved += reserve
  }

  /** The answer of a request that began was sent. */
  done(reserve: number): void {
    this.pending--
    if (this.pending === 0) this.heardAt = this.#host.now()
    this.#reserved -= reserve
    this.#goOn()
  }

  send(packet: Outgoing): void {
    if (this.state.kind === 'closed') return
    this.#outbox.put(packet, this.#raw, this.#host.limits)
    if (!this.flushing) this.#host.due(this)
  }

  /** Hands over what a live room has for everybody in it: less, when this client reads too slowly. */
  sendLive(batch: LiveBatch): void {
    if (this.state.kind === 'closed') return
    if (this.#outbox.putLive(batch, this.#raw, this.#host.limits) && !this.flushing) this.#host.due(this)
  }

  flush(): void {
    this.flushing = false
    if (this.state.kind === 'closed') return
    this.#outbox.flush(this.#raw)
    this.#goOn()
  }

  /** The server owes this client an answer or reads nothing from it at the moment, so its silence says nothing. */
  get isHeldUp(): boolean {
    return this.pending > 0 || this.#socket.isPaused
  }

  /** Tells the client why its login ended, then closes. */
  kick(reason: KickReason, message: string, code: number): void {
    this.send(outgoing(JSON.stringify({ type: 'kicked', reason, message })))
    this.close(code, reason)
  }

  /** Asks the client to come back after a while and reads no more requests; those under way are still answered. */
  askToLeave(retryAfter: number): void {
    this.send(outgoing(JSON.stringify({ type: 'leaving', retryAfter })))
    // What was read and waits for its turn alone is under way as well.
    while (this.#held.length > 0 && this.#hasRoom()) this.#host.onText(this, this.#held.shift()!)
    this.#leaving = true
    this.#socket.pause()
  }

  /** Flushes, then starts the closing handshake; a client that does not answer it is cut by the library's own timer. */
  close(code: number, reason: string): void {
    if (this.state.kind === 'closed') return
    this.ending = { code, reason }
    this.#outbox.flush(this.#raw)
    this.end()
    this.#socket.close(code, reason)
    if (this.#socket.isPaused) this.#socket.resume()
  }

  /** Cuts a socket that does not take bytes: a closing handshake would wait behind them. */
  cut(): void {
    this.end()
    this.#socket.terminate()
  }

  /** From here on nothing is sent and nothing is answered. */
  end(): void {
    if (this.state.kind !== 'closed') this.state = { kind: 'closed', identity: this.identity }
  }

  /** How long the client has read nothing although something waits for it, ms. Asked by the wheel. */
  stuckFor(now: number): number {
    const waiting = this.#raw.writableLength
    if (waiting === 0) {
      this.#stuckSince = 0
      return 0
    }
    const taken = this.#raw.bytesWritten - waiting
    if (this.#stuckSince === 0 || taken !== this.#taken) {
      this.#taken = taken
      this.#stuckSince = now
    }
    return now - this.#stuckSince
  }

  /**
   * Whatever denies room here ends with a call of `#goOn`: an answer with `done`, a queue with `flush`. What Node holds counts only
   * when it will tell of its end (`drain`).
   */
  #hasRoom(): boolean {
    if (this.state.kind === 'closed' || this.#leaving || this.pending >= LIMITS.pendingRequests) return false
    return this.#outbox.hasRoom(this.#raw, this.#host.limits, this.#reserved)
  }

  /** Takes up what was held, then reads on. */
  #goOn(): void {
    if (this.#held === NONE && !this.#socket.isPaused) return
    let next = 0
    while (next < this.#held.length && this.#hasRoom() && this.#host.hasTurn(this)) {
      this.#host.onText(this, this.#held[next++]!)
    }
    this.#held = next < this.#held.length ? this.#held.slice(next) : NONE
    if (this.#held !== NONE || !this.#socket.isPaused || !this.#hasRoom()) return
    this.heardAt = this.#host.now()
    this.#socket.resume()
  }
}

/** The library's socket with its session, so that one function serves the events of all sockets: no closure each. */
export class SessionSocket extends WebSocket {
  session: Session | undefined
}
