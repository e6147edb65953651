import type { Socket } from 'node:net'
import type { KickReason } from '@signet/protocol/realtime/frames'
import { WebSocket } from 'ws'
import { type Outgoing, outgoing } from './frame.ts'
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
}

export type SessionState =
  | { readonly kind: 'guest' }
  | { readonly kind: 'entering' }
  | { readonly kind: 'live'; readonly identity: Identity }
  /** With the identity that it had, so that what was registered for it can be taken back. */
  | { readonly kind: 'closed'; readonly identity: Identity | undefined }

/** What a session needs of the server it lives in: shared by all of them, so that a session stays small. */
export interface SessionHost {
  readonly limits: OutboxLimits
  now(): number
  /** Asks for a flush at the end of this turn. */
  due(session: Session): void
}

const GUEST: SessionState = { kind: 'guest' }
const ENTERING: SessionState = { kind: 'entering' }
let nextId = 1

/** One connection. It knows packets and bytes; what a request means is the business of the handlers. */
export class Session {
  readonly id: string = (nextId++).toString(36)
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

  abandonLogin(): void {
    if (this.state.kind === 'entering') this.state = GUEST
  }

  send(packet: Outgoing): void {
    if (this.state.kind === 'closed') return
    const room = this.#outbox.put(packet, this.#raw, this.#host.limits)
    if (!room) this.#socket.pause()
    if (!this.flushing) this.#host.due(this)
  }

  flush(): void {
    this.flushing = false
    if (this.state.kind === 'closed') return
    const outcome = this.#outbox.flush(this.#raw)
    if (outcome !== 'blocked' && this.#socket.isPaused && this.#raw.writableLength === 0) this.#socket.resume()
  }

  /** The socket took all that was handed over. */
  drained(): void {
    if (this.#socket.isPaused) this.#socket.resume()
    this.flush()
  }

  /** Stops reading requests until `resume`: back-pressure on a client that asks faster than it is answered. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    if (this.#outbox.waiting === 0) this.#socket.resume()
  }

  /** Tells the client why its login ended, then closes. */
  kick(reason: KickReason, message: string, code: number): void {
    this.send(outgoing(JSON.stringify({ type: 'kicked', reason, message })))
    this.close(code, reason)
  }

  /** Asks the client to come back after a while and reads no more requests; those under way are still answered. */
  askToLeave(retryAfter: number): void {
    this.send(outgoing(JSON.stringify({ type: 'leaving', retryAfter })))
    this.#socket.pause()
  }

  /** Flushes, then starts the closing handshake; a client that does not answer it is cut by the library's own timer. */
  close(code: number, reason: string): void {
    if (this.state.kind === 'closed') return
    this.flush()
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
}

/** The library's socket with its session, so that one function serves the events of all sockets: no closure each. */
export class SessionSocket extends WebSocket {
  session: Session | undefined
}
