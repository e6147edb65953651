import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { fail } from '../failure.ts'
import { createHttp } from './server.ts'

const options = { bodyLimitBytes: 1024, trustProxy: false, log: pino({ level: 'silent' }) }

/** Sends the first part at once and the rest one byte after the other. @returns what came back, and after how many ms the other side hung up */
async function trickle(port: number, first: string, text: string): Promise<{ answer: string; ms: number }> {
  const startedAt = performance.now()
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  let closed = false
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
  })
  socket.write(first)
  for (let i = 0; !closed && performance.now() - startedAt < 4000; i++) {
    if (i < text.length) socket.write(text[i]!)
    await sleep(40)
  }
  socket.destroy()
  return { answer, ms: performance.now() - startedAt }
}

describe('what a route throws', () => {
  it('is told with its status and its time to come back, and what is unknown without a word of itself', async () => {
    await using app = createHttp(options)
    app.get('/busy', async () => {
      throw fail('TOO_FREQUENT', undefined, 1500)
    })
    app.get('/broken', async () => {
      throw new Error('secret words of the inside')
    })
    const busy = await app.inject('/busy')
    expect([busy.statusCode, busy.headers['retry-after']]).toEqual([429, '2'])
    expect(busy.json()).toMatchObject({ code: 60007, name: 'TOO_FREQUENT' })
    const broken = await app.inject('/broken')
    expect(broken.statusCode).toBe(500)
    expect(broken.json()).toMatchObject({ name: 'INTERNAL', message: expect.stringContaining('Reference: ') })
    expect(broken.body).not.toContain('secret words')
  })
})

describe('[CHK18] a client that is too slow', () => {
  it.each([
    ['with its headers', 'GET /echo HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'x'.repeat(1000)],
    [
      'with its body',
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\n',
      'x'.repeat(900),
    ],
    ['with everything', '', ''],
  ])('%s is cut within the limit', async (_what, first, text) => {
    await using app = createHttp({ ...options, requestMs: 600 })
    app.post('/echo', async (request) => request.body)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const { answer, ms } = await trickle(port, first, text)
    expect(answer).toMatch(/^(?:HTTP\/1\.1 408 |$)/)
    expect(ms).toBeLessThan(2500)
  })

  it('has at most 15 seconds: half of 13 for each part, and the time until Node looks', () => {
    expect(createHttp(options).server.headersTimeout).toBe(6500)
  })

  it('keeps its time for the body where the route takes care of that itself', async () => {
    await using app = createHttp({ ...options, requestMs: 600 })
    app.post('/slow', { config: { slowBody: true } }, async () => 'taken')
    await app.listen({ port: 0, host: '127.0.0.1' })
    const head =
      'POST /slow HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: 30\r\n\r\n'
    const { answer } = await trickle((app.server.address() as AddressInfo).port, head, 'x'.repeat(30))
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*taken$/)
  })
})
