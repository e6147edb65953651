import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { API_SCRIPT } from './api-script.ts'
import { APPLICATIONS_SCRIPT } from './applications-script.ts'
import { HTML } from './html.ts'
import { MAIN_SCRIPT } from './main-script.ts'
import { STYLE } from './style.ts'
import { WORDS_SCRIPT } from './words.ts'

/** The page loads its own files, talks to its own server, and nothing in it runs that is written in it (CON11). */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const SCRIPT = 'text/javascript; charset=utf-8'

/** Kept as text in modules: the compiler copies no other files, and the page must be there from source and from dist alike. */
const FILES = {
  '/console': { type: 'text/html; charset=utf-8', text: HTML },
  '/console/console.css': { type: 'text/css; charset=utf-8', text: STYLE },
  '/console/main.js': { type: SCRIPT, text: MAIN_SCRIPT },
  '/console/api.js': { type: SCRIPT, text: API_SCRIPT },
  '/console/applications.js': { type: SCRIPT, text: APPLICATIONS_SCRIPT },
  '/console/words.js': { type: SCRIPT, text: WORDS_SCRIPT },
} as const

/** The console's page and the files that it loads, from memory. */
export function addPage(http: FastifyInstance): void {
  for (const [path, { type, text }] of Object.entries(FILES)) {
    const etag = `"${hash('sha256', text, 'base64url')}"`
    http.get(path, async (request, reply) => {
      reply.headers({
        etag,
        'cache-control': 'no-cache',
        'content-security-policy': CSP,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
      })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply.type(type).send(text)
    })
  }
  http.get('/console/', async (_request, reply) => reply.redirect('/console', 308))
}
