import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { httpUpload } from './http-upload.ts'

afterEach(() => vi.unstubAllGlobals())

const request = (url: string, signal: AbortSignal) => ({
  url,
  headers: {},
  body: new Blob(['x'.repeat(100)]),
  onProgress: () => {},
  signal,
})

test('an upload that is abandoned ends at once, on the wire too', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const controller = new AbortController()
  const upload = httpUpload(request(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, controller.signal))
  upload.catch(() => {})
  const [incoming] = await once(server, 'request')
  const closed = new Promise((resolve) => incoming.on('error', () => {}).on('close', resolve))
  controller.abort()
  await expect(upload).rejects.toMatchObject({ code: 2990 })
  await closed
  server.close()
})

test('in a page it is ended too, where the progress is told by another object', async () => {
  class Xhr {
    upload = { onprogress: null }
    onload = null
    onerror = null
    onabort: (() => void) | null = null
    open(): void {}
    send(): void {}
    abort(): void {
      this.onabort?.()
    }
  }
  vi.stubGlobal('XMLHttpRequest', Xhr)
  const controller = new AbortController()
  const upload = httpUpload(request('http://127.0.0.1/', controller.signal))
  controller.abort()
  await expect(upload).rejects.toMatchObject({ code: 2990 })
})
