/** What stands between the client and the server: it forwards, and breaks what a test wants broken. */
import { type TestIm, testIm } from '@signet/testkit'
import { secretKey } from '@signet/usersig/node'
import { type AdminOptions, createAdmin } from '../src/index.ts'

/** One try of a call, as it goes over the wire. */
export interface Try {
  readonly command: string
  readonly userSig: string
  readonly body: Record<string, unknown>
}

/** What becomes of a try: `lose` the answer after the server has done it, `refuse` the connection, answer oneself, or `pass`. */
export type Fate = 'pass' | 'lose' | 'refuse' | 'hang' | (() => Response)

export interface Way {
  readonly tries: Try[]
  /** Fates of the next tries, in order; then all pass. */
  readonly fates: Fate[]
  readonly fetch: typeof fetch
}

export function way(): Way {
  const tries: Try[] = []
  const fates: Fate[] = []
  return {
    tries,
    fates,
    async fetch(target, init) {
      const url = new URL(String(target))
      tries.push({
        command: url.pathname.replace('/v4/', ''),
        userSig: url.searchParams.get('usersig')!,
        body: JSON.parse(String(init?.body)) as Record<string, unknown>,
      })
      const fate = fates.shift() ?? 'pass'
      const trouble = (code: string) =>
        new TypeError('fetch failed', { cause: Object.assign(new Error(`${code} at ${url}`), { code }) })
      if (fate === 'refuse') throw trouble('ECONNREFUSED')
      if (fate === 'hang') {
        return await new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason), { once: true })
        })
      }
      if (typeof fate === 'function') return fate()
      const response = await fetch(target, init)
      if (fate === 'lose') {
        await response.text()
        throw trouble('ECONNRESET')
      }
      return response
    },
  }
}

/** A real server, its secret key, and a client that calls it over a way. */
export async function backend(options: Partial<AdminOptions> = {}) {
  const im = await testIm()
  const key = await keyOf(im)
  const road = way()
  const common = { server: im.url, sdkAppId: im.sdkAppId, fetch: road.fetch, now: im.clock.now }
  const admin = createAdmin({ ...common, key, ...options } as AdminOptions)
  return { im, key, road, admin, common, [Symbol.asyncDispose]: () => im.close() }
}

async function keyOf({ server, sdkAppId }: TestIm) {
  const { keys } = server.im.accounts
  const { keyId } = await keys.makeSecret(sdkAppId)
  return secretKey(await keys.revealSecret(sdkAppId, keyId))
}
