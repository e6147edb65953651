/** A real HTTP server that plays the application's side of webhooks. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestIm } from '@signet/testkit'

export interface Received {
  readonly command: string
  readonly query: URLSearchParams
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
  /** Port of the connection that it came on. */
  readonly port: number
}

/** An answer as JSON; a number: that HTTP status; `hang`: none at all; a function: whatever it does. */
export type Reply = object | number | 'hang' | 'close' | ((response: ServerResponse, received: Received) => void)

export const OK = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }

export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly received: Received[]
  /** What it answers from now on. */
  answer: (received: Received) => Reply | Promise<Reply>
  of(command: string): Received[]
  until(enough: () => boolean, ms?: number): Promise<void>
  /** Takes no more connections, as if it were down, until `up`. */
  down(): Promise<void>
  up(): Promise<void>
  readonly connections: number
}

export async function receiver(): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const text = Buffer.concat(chunks).toString()
      const url = request.url!
      const query = new URL(url, 'http://x').searchParams
      const one = {
        command: query.get('CallbackCommand') ?? '',
        query,
        url,
        headers: request.headers,
        text,
        body: JSON.parse(text) as Record<string, unknown>,
        port: request.socket.remotePort!,
      }
      received.push(one)
      const reply = await self.answer(one)
      if (reply === 'hang') return
      if (reply === 'close') request.socket.destroy()
      else if (typeof reply === 'function') reply(response, one)
      else if (typeof reply === 'number') response.writeHead(reply).end('{}')
      else response.writeHead(200).end(JSON.stringify(reply))
    })
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  let open = 0
  server.on('connection', (socket) => {
    open++
    socket.once('close', () => open--)
  })
  const self: Receiver = {
    url: `http://127.0.0.1:${port}/hook?x=1`,
    port,
    received,
    answer: () => OK,
    of: (command) => received.filter((one) => one.command === command),
    async until(enough, ms = 20_000) {
      const deadline = Date.now() + ms
      while (!enough()) {
        if (Date.now() > deadline) throw new Error(`waited in vain; got ${received.map((one) => one.command)}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    down: close,
    up: () => listen(port),
    get connections() {
      return open
    },
    [Symbol.asyncDispose]: close,
  }
  return self
}

/** What a server needs to send webhooks to this machine, and to try again soon. */
export const HOOK_CONFIG = { allowedTargets: ['loopback'], timeoutMs: 500, firstRetryMs: 20, tries: 4 } as const

/** Has the application's webhooks sent to the receiver. */
export const hear = (im: TestIm, { url }: Receiver, commands: readonly string[], more: object = {}) =>
  im.server.im.webhookSettings.endpoints.add(im.sdkAppId, { url, commands, ...more })
