import { SOCKET_PATH } from '@signet/protocol/realtime/frames'
import { clientError } from './errors.ts'

const SCHEMES: Record<string, string> = { 'ws:': 'ws:', 'wss:': 'wss:', 'http:': 'ws:', 'https:': 'wss:' }

/**
 * The socket's address for a `proxyServer` in any of its forms: ws, wss, http or https, with or without a path.
 *
 * @throws {ChatError} 2905 when it is missing or not such an address
 */
export function socketUrl(proxyServer: string | undefined): string {
  if (!proxyServer) {
    throw clientError(
      'INVALID_OPERATION',
      'Pass proxyServer to create: the address of your server, as wss://im.example.com.',
    )
  }
  const url = URL.canParse(proxyServer) ? new URL(proxyServer) : undefined
  const scheme = url && SCHEMES[url.protocol]
  if (!url || !scheme) {
    const advice = 'It starts with ws://, wss://, http:// or https://.'
    throw clientError('INVALID_OPERATION', `proxyServer is not an address: ${JSON.stringify(proxyServer)}. ${advice}`)
  }
  const path = url.pathname === '/' ? SOCKET_PATH : url.pathname
  return `${scheme}//${url.host}${path}${url.search}`
}

/** The address of the server's pages for a `proxyServer`, without a path; '' for what is no address. */
export function httpBase(proxyServer: string | undefined): string {
  const url = proxyServer && URL.canParse(proxyServer) ? new URL(proxyServer) : undefined
  return url ? `${url.protocol.replace('ws', 'http')}//${url.host}` : ''
}
