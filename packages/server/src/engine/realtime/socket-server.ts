import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLOSE, SOCKET_PATH } from '@signet/protocol/realtime/frames'
import { type WebSocket, WebSocketServer } from 'ws'
import { FlushQueue } from './flush-queue.ts'
import { GuestsByNetwork } from './guests.ts'
import { originAllowed } from './origin.ts'
import { RequestTurns } from './request-turns.ts'
import { Session, type SessionHost, SessionSocket } from './session.ts'

export interface SocketServerOptions {
  readonly maxFrameBytes: number
  readonly maxSessions: number
  /** Sockets from one address (IPv6: one /64) that have not logged in. */
  readonly guestsPerAddress: number
  readonly allowedOrigins: readonly string[]
  readonly queueMaxFrames: number
  readonly queueMaxBytes: number
  readonly loginDeadlineMs: number
  readonly idleAfterMs: number
  readonly slowAfterMs: number
  /** The address of the client behind a proxy that is trusted. */
  addressOf(request: IncomingMessage): string
  onText(session: Session, text: string): void
  onOpen(session: Session): void
  onClose(session: Session): void
  /** Called for each live session about once a second: expiry is decided there. */
  onTick(session: Session): void
}

export interface SocketServer {
  /** Every open socket, logged in or not. */
  readonly sessions: ReadonlySet<Session>
  /**
   * Refuses new sockets, asks every client to come back within `spreadMs` (jittered), answers what is under way, and closes.
   * @returns when all sockets are closed, or after `drainMs`
   */
  leave(spreadMs: number, drainMs: number): Promise<void>
  close(): Promise<void>
}

const WHEEL_MS = 1000

const sessionOf = (socket: WebSocket): Session | undefined => (socket as SessionSocket).session

/** Accepts sockets on `/im`, keeps their sessions, and turns one wheel for deadlines, idleness and slow readers. */
export function createSocketServer(http: HttpServer, options: SocketServerOptions): SocketServer {
  const sessions = new Set<Session>()
  const guests = new GuestsByNetwork(options.guestsPerAddress)
  const turns = new RequestTurns()
  const due = new FlushQueue()
  let leaving = false

  const host: SessionHost = {
    limits: { maxFrames: options.queueMaxFrames, maxBytes: options.queueMaxBytes },
    now: () => performance.now(),
    onText: options.onText,
    hasTurn: (session) => turns.admits(session),
    due: (session) => due.put(session),
  }

  const server = new WebSocketServer({
    noServer: true,
    WebSocket: SessionSocket,
    perMessageDeflate: false,
    maxPayload: options.maxFrameBytes,
    clientTracking: false,
  })

  // Shared by all sockets: `this` is the socket, its session hangs on it.
  function onMessage(this: WebSocket, data: Buffer, isBinary: boolean): void {
    const session = sessionOf(this)
    if (session === undefined || session.state.kind === 'closed') return
    session.heardAt = host.now()
    if (isBinary) session.close(1003, 'text frames only')
    else session.receive(data.toString())
  }
  function onClose(this: WebSocket): void {
    const session = sessionOf(this)
    if (session === undefined || !sessions.delete(session)) return
    session.end()
    guests.remove(session)
    options.onClose(session)
  }
  // A broken frame or a reset: the library closes the socket with the right code; there is nothing to add.
  function onError(): void {}

  /** The status line of a refused upgrade, with its headers. */
  const refusalOf = (request: IncomingMessage, address: string): string | undefined => {
    const path = (request.url ?? '').split('?', 1)[0]
    if (path !== SOCKET_PATH) return '404 Not Found'
    const { origin, host } = request.headers
    if (!originAllowed(origin, host, options.allowedOrigins)) return '403 Forbidden'
    const retryAfter = `Retry-After: ${1 + Math.floor(Math.random() * 5)}`
    if (leaving || sessions.size >= options.maxSessions) return `503 Service Unavailable\r\n${retryAfter}`
    return guests.isFull(address) ? `429 Too Many Requests\r\n${retryAfter}` : undefined
  }

  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    // Once: it is a call of the system.
    const address = options.addressOf(request)
    const refusal = refusalOf(request, address)
    if (refusal !== undefined) {
      stream.on('error', onError)
      // Node no longer watches this connection: a client that does not hang up would keep it, and `close`, for ever.
      stream.once('finish', () => stream.destroy())
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    server.handleUpgrade(request, stream, head, (socket: SessionSocket) => {
      const raw = stream as Socket
      raw.setNoDelay(true)
      const session = new Session(host, socket, raw, address)
      socket.session = session
      sessions.add(session)
      guests.add(session)
      options.onOpen(session)
      socket.on('message', onMessage)
      socket.on('close', onClose)
      socket.on('error', onError)
      raw.on('drain', onDrain)
      ;(raw as Socket & { session?: Session }).session = session
    })
  }
  function onDrain(this: Socket & { session?: Session }): void {
    this.session?.flush()
  }
  http.on('upgrade', onUpgrade)

  const turn = (): void => {
    const now = host.now()
    guests.tidy()
    for (const session of sessions) {
      if (session.state.kind === 'live' || session.state.kind === 'watching') {
        if (session.stuckFor(now) > options.slowAfterMs) session.cut()
        else if (now - session.heardAt > options.idleAfterMs && !session.isHeldUp)
          session.close(CLOSE.idle, 'nothing heard')
        else options.onTick(session)
      } else if (now - session.openedAt > options.loginDeadlineMs) {
        session.close(CLOSE.loginRequired, 'no login in time')
      }
    }
  }
  const wheel = setInterval(turn, WHEEL_MS)
  wheel.unref()

  return {
    sessions,
    async leave(spreadMs, drainMs) {
      leaving = true
      for (const session of sessions) session.askToLeave(Math.floor(Math.random() * spreadMs))
      const end = performance.now() + drainMs
      while (sessions.size > 0 && performance.now() < end) {
        for (const session of sessions) if (session.pending === 0) session.close(CLOSE.leaving, 'leaving')
        await sleep(10)
      }
    },
    async close() {
      leaving = true
      clearInterval(wheel)
      http.off('upgrade', onUpgrade)
      for (const session of sessions) session.cut()
      server.close()
    },
  }
}
