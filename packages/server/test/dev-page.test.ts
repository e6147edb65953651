import { testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

/** What a browser asks before, and with, the request of a page of `origin`. */
async function asPage(url: string, origin: string) {
  const headers = { origin, 'content-type': 'application/json' }
  const before = await fetch(`${url}/dev/usersig`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  })
  const asked = await fetch(`${url}/dev/usersig`, { method: 'POST', headers, body: '{"userId":"alice"}' })
  const allowed = (response: Response) => response.headers.get('access-control-allow-origin')
  return { preflight: before.status, lets: [allowed(before), allowed(asked)], vary: asked.headers.get('vary') }
}

describe('development tickets in a web page', () => {
  it('are for pages of this machine, whatever their port, and unreadable for any other page', async () => {
    await using im = await testIm({ config: { dev: true } })
    for (const page of ['http://localhost:5173', 'http://127.0.0.1:8080', im.url]) {
      expect(await asPage(im.url, page)).toEqual({ preflight: 204, lets: [page, page], vary: 'origin' })
    }
    for (const page of ['https://evil.example', 'http://127.0.0.1.evil.example', 'null']) {
      expect(await asPage(im.url, page)).toEqual({ preflight: 204, lets: [null, null], vary: 'origin' })
    }
  })

  it('stay unreadable for other pages where sockets are open to all', async () => {
    await using im = await testIm({ config: { dev: true, sockets: { allowedOrigins: ['*'] } } })
    expect((await asPage(im.url, 'https://evil.example')).lets).toEqual([null, null])
  })
})
