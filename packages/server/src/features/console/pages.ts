import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { addBuiltSite } from '../../engine/http/built-site.ts'

/**
 * The page loads its own files, talks to its own server, and nothing in it runs that is written in it (CON11). Styles are files too;
 * what a component sets on an element by script is no inline style in the sense of this policy.
 */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Where the built console is: beside its package, wherever that was installed. */
const builtConsole = (): string =>
  join(dirname(fileURLToPath(import.meta.resolve('@signet/console/package.json'))), 'dist')

/** The console's pages at `/console/`. */
export function addPages(http: FastifyInstance, folder: string = builtConsole()): void {
  addBuiltSite(http, {
    prefix: '/console',
    folder,
    notPages: ['api/'],
    headers: {
      'content-security-policy': CSP,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    },
    missing: 'The console is not built yet. Run: npm run build\n控制台尚未构建，请运行：npm run build\n',
  })
}
