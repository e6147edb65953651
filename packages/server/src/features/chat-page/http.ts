import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { addBuiltSite } from '../../engine/http/built-site.ts'

/**
 * The page runs its own files and talks to its own server. Pictures and sounds are the server's own files, or those of this page before
 * they are sent; nothing that a message names is loaded from elsewhere.
 */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Where the built page is: beside its package, wherever that was installed. */
const builtPage = (): string => join(dirname(fileURLToPath(import.meta.resolve('@signet/demo/package.json'))), 'dist')

export interface ChatPageOptions {
  /** The server signs tickets for this machine, so the page offers test users. */
  readonly development: boolean
  readonly folder?: string
}

/**
 * Signet Chat at `/chat/`, a page that anybody may load and that shows nothing before somebody signs in.
 * @example
 * addChatPage(http, { development: config.dev })
 */
export function addChatPage(http: FastifyInstance, { development, folder = builtPage() }: ChatPageOptions): void {
  http.get('/chat/environment.json', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { development }
  })
  addBuiltSite(http, {
    prefix: '/chat',
    folder,
    headers: {
      'content-security-policy': CSP,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    },
    missing: 'Signet Chat is not built yet. Run: npm run build\nSignet Chat 尚未构建，请运行：npm run build\n',
  })
}
