import type { Socket, SocketEvents } from './transport.ts'

/** The part of the standard WebSocket that is used: browsers, Node, Deno, Bun and the ws package all have it. */
export interface WebSocketLike {
  readonly readyState: number
  send(text: string): void
  close(): void
  addEventListener(type: 'open' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void
}

export type WebSocketConstructor = new (url: string) => WebSocketLike

const OPEN = 1
const ABNORMAL = 1006

/** A socket over an implementation that may still have to be loaded. Every failure, a thrown one too, ends in `closed`. */
export function openWebSocket(
  implementation: WebSocketConstructor | Promise<WebSocketConstructor>,
  url: string,
  events: SocketEvents,
): Socket {
  let socket: WebSocketLike | undefined
  let over = false
  const finish = (code: number, reason: string): void => {
    if (over) return
    over = true
    events.closed(code, reason)
  }
  const start = (WebSocketClass: WebSocketConstructor): void => {
    if (over) return
    const opening = new WebSocketClass(url)
    socket = opening
    opening.addEventListener('open', () => {
      if (!over) events.opened()
    })
    opening.addEventListener('message', ({ data }) => {
      if (!over) events.received(typeof data === 'string' ? data : '')
    })
    opening.addEventListener('close', ({ code, reason }) => finish(code, reason))
    // Without a listener some implementations throw; `close` always follows.
    opening.addEventListener('error', () => {})
  }
  Promise.resolve(implementation)
    .then(start)
    .catch((error: unknown) => finish(ABNORMAL, error instanceof Error ? error.message : String(error)))
  return {
    send(text) {
      if (!over && socket?.readyState === OPEN) socket.send(text)
    },
    close() {
      over = true
      socket?.close()
    },
  }
}
