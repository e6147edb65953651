import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { LRUCache } from 'lru-cache'
import type { Pool } from 'undici'
import type { AddressRule } from './address.ts'
import type { Endpoint } from './endpoint.ts'
import type { SignedRequest } from './request.ts'

/** Why there is no answer, in words for the log, the metrics and a dead letter; never with the query of a URL. */
export type PostFailure = 'timeout' | 'forbidden' | 'connection' | 'redirect' | 'status' | 'size'

export type Posted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly failure: PostFailure; readonly detail: string; readonly status?: number }

/** All addresses of a host name. */
export type Resolver = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>

/** Questions and events have connections of their own: events that pile up must not make a question wait. */
export type Direction = 'before' | 'after'

export interface Poster {
  /** Never throws, and never takes longer than `timeoutMs`. */
  post(endpoint: Endpoint, direction: Direction, request: SignedRequest, timeoutMs: number): Promise<Posted>
  /** Loads what the first call needs, so that it takes no longer than the others. */
  warm(): Promise<void>
  close(): Promise<void>
}

const MOST_ANSWER_BYTES = 256 * 1024
const CONNECTIONS = { before: 64, after: 16 } as const
const IDLE_MS = 30_000

/** Sends webhooks: over kept connections, to allowed addresses only, without redirects, bounded in time and size (HOOK9, HOOK11). */
export function createPoster(rule: AddressRule, resolve: Resolver = resolveAll): Poster {
  const pools = new LRUCache<string, Pool>({ max: 500, dispose: (pool) => void pool.close().catch(() => {}) })

  /** The address that is connected to is one that was judged: the name is resolved once for each connection (HOOK9). */
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const allowed = found.filter(({ address }) => rule.allows(address))
        const [first] = allowed
        if (first === undefined) callback(forbidden(hostname), '')
        else if (options.all) callback(null, [...allowed])
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    )
  }

  async function poolOf(endpoint: Endpoint, direction: Direction, origin: string): Promise<Pool> {
    const key = `${direction} ${endpoint.sdkAppId} ${endpoint.endpointId} ${endpoint.version}`
    const known = pools.get(key)
    if (known !== undefined) return known
    // Loaded when it is needed: it would make every start slower.
    const { Pool } = await import('undici')
    const { certificate, privateKey, authority } = endpoint.tls ?? {}
    const pool = new Pool(origin, {
      connections: CONNECTIONS[direction],
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      maxResponseSize: MOST_ANSWER_BYTES,
      allowH2: false,
      connect: {
        lookup,
        ...(certificate === undefined ? {} : { cert: certificate }),
        ...(privateKey === undefined ? {} : { key: privateKey }),
        ...(authority === undefined ? {} : { ca: authority }),
      },
    })
    // Somebody else may have made one while this one was loading.
    const other = pools.get(key)
    if (other !== undefined) {
      void pool.close()
      return other
    }
    pools.set(key, pool)
    return pool
  }

  return {
    async post(endpoint, direction, { url, headers, body }, timeoutMs) {
      const host = url.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host) !== 0 && !rule.allows(host)) return failureOf(forbidden(host), false)
      const abort = new AbortController()
      const timer = setTimeout(() => abort.abort(), timeoutMs)
      try {
        const pool = await poolOf(endpoint, direction, url.origin)
        const path = `${url.pathname}${url.search}`
        const answer = await pool.request({ method: 'POST', path, headers, body, signal: abort.signal })
        const text = await answer.body.text()
        if (answer.statusCode === 200) return { ok: true, text }
        const isRedirect = answer.statusCode >= 300 && answer.statusCode < 400
        const detail = `HTTP ${answer.statusCode}${isRedirect ? ': redirects are not followed' : ''}`
        return { ok: false, failure: isRedirect ? 'redirect' : 'status', detail, status: answer.statusCode }
      } catch (error) {
        return failureOf(error as NodeJS.ErrnoException, abort.signal.aborted)
      } finally {
        clearTimeout(timer)
      }
    },
    async warm() {
      await import('undici')
    },
    async close() {
      const open = [...pools.values()]
      await Promise.all(open.map((pool) => pool.destroy().catch(() => {})))
      pools.clear()
    },
  }
}

const resolveAll: Resolver = (hostname) => systemLookup(hostname, { all: true })

const FORBIDDEN = 'SIGNET_ADDRESS_FORBIDDEN'

const forbidden = (host: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`webhooks.allowedTargets does not allow the address of ${host}`), { code: FORBIDDEN })

function failureOf(error: NodeJS.ErrnoException, isLate: boolean): Posted {
  if (isLate) return { ok: false, failure: 'timeout', detail: 'no answer within the time limit' }
  const { code = '', message } = error
  if (code === FORBIDDEN) return { ok: false, failure: 'forbidden', detail: message }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return { ok: false, failure: 'size', detail: `the answer has more than ${MOST_ANSWER_BYTES} bytes` }
  }
  return { ok: false, failure: 'connection', detail: code === '' ? 'the connection failed' : code }
}
