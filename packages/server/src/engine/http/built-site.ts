import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** The folder in which the bundler puts what has its hash in its name: kept for ever by whoever has it. */
const HASHED = /^assets\//

export interface BuiltSite {
  /** `/console`: the page is at `/console/`. */
  readonly prefix: string
  /** Where its built files are. */
  readonly folder: string
  /** Sent with every file. */
  readonly headers: Readonly<Record<string, string>>
  /** What is said when there is nothing in the folder. */
  readonly missing: string
  /** Paths below the prefix that are no pages: they are not answered here. */
  readonly notPages?: readonly string[]
}

interface BuiltFile {
  readonly path: string
  readonly bytes: number
  readonly etag: string
}

/**
 * Hands out a page that was built: its files, and the page itself wherever somebody enters it. Only what was found in the folder can be
 * had, by its exact name, so no path leads out of it; `file.gz` beside a file is sent to who takes it.
 * @example
 * addBuiltSite(http, { prefix: '/console', folder, headers: { 'content-security-policy': "default-src 'self'" }, missing: 'Run npm run build.' })
 */
export function addBuiltSite(http: FastifyInstance, site: BuiltSite): void {
  const files = createListing(site.folder)

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const name = (request.params as { '*'?: string })['*'] ?? ''
    if (site.notPages?.some((path) => name.startsWith(path))) return reply.callNotFound()
    const found = await files(name === '' ? 'index.html' : name)
    if (found !== undefined) return await send(request, reply, name === '' ? 'index.html' : name, found)
    // A path without a dot is a place inside of the page, which finds its own way there.
    if (name.includes('.')) return reply.callNotFound()
    const page = await files('index.html')
    if (page !== undefined) return await send(request, reply, 'index.html', page)
    return reply.code(503).type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(site.missing)
  }

  async function send(request: FastifyRequest, reply: FastifyReply, name: string, plain: BuiltFile): Promise<unknown> {
    const zipped = takesGzip(request) ? await files(`${name}.gz`) : undefined
    const file = zipped ?? plain
    const etag = `"${file.etag}"`
    reply.headers({
      ...site.headers,
      etag,
      vary: 'accept-encoding',
      'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    reply.type(TYPES[extname(name)] ?? 'application/octet-stream').header('content-length', file.bytes)
    if (zipped !== undefined) reply.header('content-encoding', 'gzip')
    return reply.send(createReadStream(file.path))
  }

  http.get(site.prefix, async (_request, reply) => reply.redirect(`${site.prefix}/`, 308))
  http.get(`${site.prefix}/*`, answer)
}

const takesGzip = ({ headers }: FastifyRequest): boolean => /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))

const LOOK_AGAIN_MS = 1000

/** Knows the files of a folder, and looks again when one is wanted that it does not know: the page may have been built just now. */
function createListing(folder: string): (name: string) => Promise<BuiltFile | undefined> {
  let known: Promise<Map<string, BuiltFile>> | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  return async (name) => {
    const stale = performance.now() - lookedAt > LOOK_AGAIN_MS
    if (known === undefined || (stale && (name === 'index.html' || !(await known).has(name)))) {
      lookedAt = performance.now()
      known = list(folder)
    }
    return (await known).get(name)
  }
}

async function list(folder: string): Promise<Map<string, BuiltFile>> {
  const found = new Map<string, BuiltFile>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const { size, mtimeMs } = await stat(path)
    const name = path.slice(folder.length + 1).replaceAll(sep, '/')
    found.set(name, { path, bytes: size, etag: `${size.toString(36)}-${Math.round(mtimeMs).toString(36)}` })
  }
  return found
}
