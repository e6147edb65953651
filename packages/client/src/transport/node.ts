import type { Transport } from './transport.ts'
import { openWebSocket, type WebSocketConstructor } from './web-socket.ts'

const PLATFORMS: Record<string, string> = { darwin: 'Mac', win32: 'Windows' }

/**
 * The WebSocket of this runtime: its own (Node 22 and later, Deno, Bun), else that of the ws package when it is installed.
 *
 * @throws {Error} when there is neither, with the remedy
 */
export function loadWebSocket(
  own: WebSocketConstructor | undefined = globalThis.WebSocket as unknown as WebSocketConstructor | undefined,
  load: (name: string) => Promise<{ readonly WebSocket: WebSocketConstructor }> = (name) => import(name),
): WebSocketConstructor | Promise<WebSocketConstructor> {
  if (own) return own
  // A name in a variable: bundlers must not look for a package that is optional.
  return load('ws').then(
    (module) => module.WebSocket,
    () => {
      throw new Error('This runtime has no WebSocket. Use Node 22 or later, or add the package ws: npm install ws')
    },
  )
}

/** Sockets on Node, Deno and Bun. */
export const transport: Transport = {
  platform: PLATFORMS[globalThis.process?.platform ?? ''] ?? 'Linux',
  connect: (url, events) => openWebSocket(loadWebSocket(), url, events),
  watch: () => () => {},
}
