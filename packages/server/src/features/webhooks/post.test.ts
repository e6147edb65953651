import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { addressRule } from './address.ts'
import type { Endpoint } from './endpoint.ts'
import { createPoster, type Poster, type Resolver } from './post.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A server that counts what reached it. */
async function target(handle: Parameters<typeof createServer>[1] = (_, response) => response.end('{}')) {
  let hits = 0
  const server: Server = createServer((request, response) => {
    hits++
    handle!(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({
    close() {
      server.closeAllConnections()
      server.close()
    },
  })
  const { port } = server.address() as AddressInfo
  return { port, hits: () => hits }
}

function poster(allowed: readonly string[], resolve?: Resolver): Poster {
  const made = createPoster(addressRule(allowed), resolve)
  open.push(made)
  return made
}

let version = 0
const endpoint = (url: string): Endpoint => ({
  sdkAppId: 1,
  endpointId: 'e',
  url,
  commands: new Set(),
  refuseOnFailure: new Set(),
  timeoutMs: 1_000,
  token: undefined,
  secrets: [],
  tls: undefined,
  version: String(version++),
})
const post = (with_: Poster, url: string, to = endpoint(url)) =>
  with_.post(to, 'before', { url: new URL(url), headers: {}, body: '{}' }, 1_000)

const resolving = (...answers: string[][]): Resolver => {
  let n = 0
  return async () =>
    answers[Math.min(n++, answers.length - 1)]!.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

describe('where a webhook goes', () => {
  // Every way to write an address of this machine or of a metadata service that a URL knows.
  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '169.254.169.254',
    '0.0.0.0',
    '10.0.0.1',
    '%31%32%37.0.0.1',
    '１２７.0.0.1',
  ])('[CHK25] [HOOK9] not to http://%s', async (host) => {
    const { port, hits } = await target()
    expect(await post(poster([]), `http://${host}:${port}/`)).toMatchObject({ ok: false, failure: 'forbidden' })
    expect(hits()).toBe(0)
  })

  it.each([[['127.0.0.1']], [['::1']], [['10.0.0.5', '169.254.169.254']], [['fd00::1']], [[]]])(
    '[CHK25] [HOOK9] not to a name that stands for %o',
    async (addresses) => {
      const { port, hits } = await target()
      const posted = await post(poster([], resolving(addresses)), `http://innocent.example:${port}/`)
      expect(posted).toMatchObject({ ok: false, failure: 'forbidden' })
      expect(hits()).toBe(0)
    },
  )

  it('[CHK25] [HOOK9] a name that changes its address between two looks gets nowhere else', async () => {
    const { port, hits } = await target((_, response) => response.writeHead(200, { connection: 'close' }).end('{}'))
    let looks = 0
    // What stands for the Internet here is 127.0.0.1; the forbidden address is 127.0.0.2, where the server listens too.
    const rebinding: Resolver = async () => [{ address: looks++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    const careful = poster(['127.0.0.1'], rebinding)
    const to = endpoint(`http://rebind.example:${port}/`)
    expect(await post(careful, to.url, to)).toMatchObject({ ok: true })
    expect(await post(careful, to.url, to)).toMatchObject({ ok: false, failure: 'forbidden' })
    expect([looks, hits()]).toEqual([2, 1])
  })

  it('[HOOK9] of several addresses only those that are allowed are tried', async () => {
    const { port, hits } = await target()
    const posted = await post(poster(['loopback'], resolving(['10.0.0.1', '127.0.0.1'])), `http://two.example:${port}/`)
    expect([posted.ok, hits()]).toEqual([true, 1])
  })

  it('[CHK25] [HOOK11] a redirect is not followed, wherever it leads', async () => {
    const inner = await target()
    const outer = await target((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${inner.port}/` }).end(),
    )
    expect(await post(poster(['loopback']), `http://127.0.0.1:${outer.port}/`)).toMatchObject({ failure: 'redirect' })
    expect([outer.hits(), inner.hits()]).toEqual([1, 0])
  })

  it('[HOOK11] an answer that is too long or too slow ends at its limit', async () => {
    const long = await target((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) {}
      }
      response.on('drain', more)
      more()
    })
    expect(await post(poster(['loopback']), `http://127.0.0.1:${long.port}/`)).toMatchObject({ failure: 'size' })
    const slow = await target((_, response) => {
      const drip = setInterval(() => response.write(' '), 50)
      response.on('close', () => clearInterval(drip))
    })
    const from = performance.now()
    expect(await post(poster(['loopback']), `http://127.0.0.1:${slow.port}/`)).toMatchObject({ failure: 'timeout' })
    expect(performance.now() - from).toBeLessThan(1_500)
  })

  it('keeps connections and uses them again', async () => {
    const ports = new Set<number>()
    const { port } = await target((request, response) => {
      ports.add(request.socket.remotePort!)
      response.end('{}')
    })
    const kept = poster(['loopback'])
    const to = endpoint(`http://127.0.0.1:${port}/`)
    for (let i = 0; i < 20; i++) await post(kept, to.url, to)
    // The next call may come before the last answer has let its connection go.
    expect(ports.size).toBeLessThanOrEqual(2)
  })
})
