import type { Transport } from './transport.ts'
import { openWebSocket, type WebSocketConstructor } from './web-socket.ts'

interface EventSource {
  addEventListener(type: string, listener: () => void): void
  removeEventListener(type: string, listener: () => void): void
}

/** The globals of a page that are used; workers have no document, and the DOM types stay out of the core. */
interface PageGlobals extends Partial<EventSource> {
  readonly WebSocket: WebSocketConstructor
  readonly document?: EventSource & { readonly visibilityState: string }
}

/** Sockets in a page or a worker `page`; a test passes its own. */
export function browserTransport(page: PageGlobals): Transport {
  return {
    platform: 'Web',
    connect: (url, events) => openWebSocket(page.WebSocket, url, events),
    watch({ back, gone }) {
      const seen = (): void => {
        if (page.document?.visibilityState === 'visible') back()
      }
      page.addEventListener?.('online', back)
      page.addEventListener?.('offline', gone)
      page.document?.addEventListener('visibilitychange', seen)
      return () => {
        page.removeEventListener?.('online', back)
        page.removeEventListener?.('offline', gone)
        page.document?.removeEventListener('visibilitychange', seen)
      }
    },
  }
}

/** Sockets in browsers, with a nudge when the network or the page comes back. */
export const transport: Transport = browserTransport(globalThis as unknown as PageGlobals)
