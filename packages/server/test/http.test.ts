import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { defaultConfig, start } from '@signet/server'
import { testIm } from '@signet/testkit'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** Sends bytes as they are and gives back what came until the other side closed. */
const exchange = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', () => resolve(answer))
    setTimeout(() => socket.destroy(), 1500)
  })

describe('the HTTP side', () => {
  it('tells that it lives, that it is ready, and what it counts', async () => {
    await using im = await testIm()
    await im.enter('alice')
    expect(await (await fetch(`${im.url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${im.url}/readyz`)).json()).toEqual({ status: 'ready' })
    const metrics = await (await fetch(`${im.url}/metrics`)).text()
    expect(metrics).toMatch(/^signet_sockets 1$/m)
    expect(metrics).toMatch(/^signet_users_online 1$/m)
    const guest = await im.connect()
    await guest.request('sync', {}).catch(() => {})
    const after = await (await fetch(`${im.url}/metrics`)).text()
    expect(after).toMatch(/signet_requests_refused_total\{op="sync",error="NOT_LOGGED_IN"\} 1/)
    expect(metrics).toMatch(/signet_request_seconds_count\{op="login"\} 1/)
  })

  it('keeps metrics from strangers: a name of another host, or no token', async () => {
    await using open = await testIm()
    const { port } = new URL(open.url)
    const rebound = await new Promise<number | undefined>((resolve) => {
      request({ host: '127.0.0.1', port, path: '/metrics', headers: { host: 'evil.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(rebound).toBe(403)
    const token = 'b2f1c3d4e5f60718293a4b5c6d7e8f90'
    await using guarded = await testIm({ config: { metrics: { access: 'token', token: token as never } } })
    expect((await fetch(`${guarded.url}/metrics`)).status).toBe(403)
    expect((await fetch(`${guarded.url}/metrics`, { headers: { authorization: `Bearer ${token}x` } })).status).toBe(403)
    expect((await fetch(`${guarded.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
  })

  it('keeps metrics from whoever comes through a proxy on this machine that nobody configured', async () => {
    await using im = await testIm()
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
      expect((await fetch(`${im.url}/metrics`, { headers: { [name]: '192.0.2.7' } })).status, name).toBe(403)
    }
    await using behind = await testIm({ config: { http: { trustProxy: ['loopback'] } } })
    const through = (forwarded: string) => fetch(`${behind.url}/metrics`, { headers: { 'x-forwarded-for': forwarded } })
    expect((await through('192.0.2.7')).status).toBe(403)
    expect((await through('127.0.0.1, 192.0.2.7')).status).toBe(403)
    expect((await fetch(`${behind.url}/metrics`)).status).toBe(200)
  })

  it('answers a request that offers another protocol, as HTTP clients with HTTP/2 do', async () => {
    await using im = await testIm()
    const offer = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n'
    expect(await exchange(im.url, offer)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('hangs up on a refused upgrade, also when the client does not, and closes in time', async () => {
    const im = await testIm()
    const stays = connect({ port: Number(new URL(im.url).port), host: '127.0.0.1', allowHalfOpen: true })
    let answer = ''
    stays.on('data', (chunk) => {
      answer += chunk
    })
    const broken = new Promise<void>((resolve) => stays.on('error', () => resolve()))
    stays.write('GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await new Promise<void>((resolve) => stays.on('end', () => resolve()))
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    const writes = setInterval(() => stays.write('still here'), 20)
    await broken
    clearInterval(writes)
    const startedAt = performance.now()
    await im.close()
    expect(performance.now() - startedAt).toBeLessThan(2000)
    await expect(fetch(`${im.url}/healthz`)).rejects.toThrow()
  })

  it('refuses a path that cannot be read like any other bad input', async () => {
    await using im = await testIm()
    const response = await fetch(`${im.url}/%zz`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ name: 'BAD_PARAMETER' })
  })

  it('answers what it does not know without a stack trace', async () => {
    await using im = await testIm()
    const response = await fetch(`${im.url}/no/such/path`)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toMatch(/\n\s+at |node:|\.ts/)
  })

  it('[CHK29] refuses requests that two readers would cut differently', async () => {
    await using im = await testIm()
    const both =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n'
    expect(await exchange(im.url, both)).toMatch(/^HTTP\/1\.1 400 /)
    const two = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!'
    expect(await exchange(im.url, two)).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('development mode', () => {
  const dev = { config: { dev: true } }

  it('hands out tickets that log in', async () => {
    await using im = await testIm(dev)
    const response = await post(`${im.url}/dev/usersig`, { userId: 'alice' })
    const ticket = (await response.json()) as { sdkAppId: number; userId: string; userSig: string; expire: number }
    expect(ticket).toMatchObject({ sdkAppId: im.server.demoApp?.sdkAppId, userId: 'alice', expire: 86_400 })
    const socket = await im.connect()
    expect((await socket.login(ticket)).userId).toBe('alice')
  })

  it('keeps its application over a restart', async () => {
    const first = await testIm(dev)
    const { demoApp } = first.server
    await first.server.close()
    await using second = await testIm({ ...dev, dir: first.dir })
    expect(second.server.demoApp).toEqual(demoApp)
    expect((await post(`${second.url}/dev/usersig`, { userId: 'alice' })).status).toBe(200)
    await second.close()
    await first.close()
  })

  it.each([
    ['not json', 400],
    ['{"userId":', 400],
    ['{}', 400],
    ['{"userId":1}', 400],
    ['{"userId":"a\\nb"}', 400],
    ['{"__proto__":{"userId":"alice"}}', 400],
    [`{"userId":"${'x'.repeat(2_000_000)}"}`, 413],
  ])('answers the body %.40s with %i and an error that says why', async (body, status) => {
    await using im = await testIm(dev)
    const response = await post(`${im.url}/dev/usersig`, body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({
      code: expect.any(Number),
      name: expect.any(String),
      message: expect.any(String),
    })
  })

  it('is not there without --dev, not for other hosts, and does not start off loopback', async () => {
    await using im = await testIm()
    expect((await post(`${im.url}/dev/usersig`, { userId: 'alice' })).status).toBe(404)
    await using developing = await testIm(dev)
    const { port } = new URL(developing.url)
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = { host: 'evil.example', 'content-type': 'application/json' }
      const ask = request({ host: '127.0.0.1', port, path: '/dev/usersig', method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      ask.end('{"userId":"alice"}')
    })
    expect(status).toBe(403)
    expect(() => defaultConfig({ dev: true, server: { host: '0.0.0.0' } })).toThrow(/loopback/)
  })
})

describe('a first start', () => {
  it('[CHK15] shows the password once and writes no secret to the log', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'signet-test-'))
    let written = ''
    const stream = new Writable({
      write(chunk, _encoding, done) {
        written += chunk
        done()
      },
    })
    const log = pino({ level: 'trace' }, stream)
    const config = defaultConfig({ server: { port: 0 }, data: { dir }, dev: true })
    const first = await start(config, { log })
    const ticket = (await (await post(`${first.url}/dev/usersig`, { userId: 'alice' })).json()) as { userSig: string }
    await post(`${first.url}/dev/usersig`, { userId: 'a\nb', userSig: ticket.userSig })
    const password = first.firstRun?.password
    expect(password?.length).toBeGreaterThan(15)
    await first.close()
    const again = await start(config, { log })
    expect(again.firstRun).toBeUndefined()
    await again.close()
    expect(written).toContain('ready')
    expect(written).not.toContain(ticket.userSig)
    expect(written).not.toContain(password)
    await rm(dir, { recursive: true })
  })

  it('says which port is taken', async () => {
    await using im = await testIm()
    const dir = await mkdtemp(join(tmpdir(), 'signet-test-'))
    const config = defaultConfig({
      server: { port: Number(new URL(im.url).port) },
      data: { dir },
      log: { level: 'silent' },
    })
    await expect(start(config)).rejects.toThrow(/EADDRINUSE|in use/)
    await rm(dir, { recursive: true })
  })

  it('[CON1] that fails does not use up the one-time password', async () => {
    await using im = await testIm()
    const dir = await mkdtemp(join(tmpdir(), 'signet-test-'))
    const more = { data: { dir }, log: { level: 'silent' } } as const
    const taken = defaultConfig({ ...more, server: { port: Number(new URL(im.url).port) } })
    await expect(start(taken)).rejects.toThrow(/EADDRINUSE|in use/)
    const second = await start(defaultConfig({ ...more, server: { port: 0 } }))
    expect(second.firstRun?.password).toBeTypeOf('string')
    await second.close()
    await rm(dir, { recursive: true })
  })
})

describe('closing', () => {
  it('ends everything although one part fails, says so, and leaves the folder to the next server', async () => {
    const first = await testIm({ config: { timeline: { url: 'level:' } } })
    first.server.im.bus.close = async () => {
      throw new Error('the bus is stuck')
    }
    await expect(first.server.close()).rejects.toThrow('the bus is stuck')
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow()
    const { accounts } = first.server.im
    await expect(accounts.import({ sdkAppId: first.sdkAppId, userId: 'late' })).rejects.toThrow()
    await using second = await testIm({ config: { timeline: { url: 'level:' } }, dir: first.dir })
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200)
    await second.close()
    await rm(first.dir, { recursive: true })
  })

  it('of one server leaves another one in the same process alone', async () => {
    await using stays = await testIm()
    const alice = await stays.enter('alice')
    const other = await testIm()
    const bob = await other.enter('alice')
    await other.close()
    expect(bob.closed?.code).toBe(4006)
    await alice.request('ping', {})
    expect(await (await fetch(`${stays.url}/metrics`)).text()).toMatch(/^signet_sockets 1$/m)
  })
})
