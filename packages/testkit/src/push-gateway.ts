import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A push as a gateway gets it. */
export interface GatewayPush {
  readonly PushId: string
  readonly From_Account: string
  readonly To_Account: string
  readonly ConversationId: string
  readonly Title: string
  readonly Desc: string
  readonly [field: string]: unknown
}

/** A request that came in. */
export interface GatewayRequest {
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly text: string
  readonly pushes: readonly GatewayPush[]
}

/** An answer as JSON; a number: that HTTP status; `hang`: none at all. */
export type GatewayReply = object | number | 'hang'

/** A real HTTP server that plays the push gateway of an application. */
export interface PushGateway extends AsyncDisposable {
  readonly url: string
  readonly requests: GatewayRequest[]
  /** All pushes that came in, in order. */
  readonly pushes: GatewayPush[]
  /** What it answers from now on. Default: all were sent, by FCM. */
  answer: (request: GatewayRequest) => GatewayReply
  /** @throws Error after `ms` */
  until(enough: () => boolean, ms?: number): Promise<void>
}

export const allSent = ({ pushes }: GatewayRequest): object => ({
  Results: pushes.map(({ PushId }) => ({ PushId, Result: 'sent', PushPlatform: 4 })),
})

/**
 * @example
 * await using gateway = await pushGateway()
 * await im.server.im.offlinePush.gateways.set(im.sdkAppId, { url: gateway.url, language: 'en' })
 */
export async function pushGateway(): Promise<PushGateway> {
  const requests: GatewayRequest[] = []
  const pushes: GatewayPush[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const { Pushes } = JSON.parse(text) as { Pushes: GatewayPush[] }
      const one = { url: request.url!, headers: request.headers, text, pushes: Pushes }
      requests.push(one)
      pushes.push(...Pushes)
      const reply = self.answer(one)
      if (reply === 'hang') return
      if (typeof reply === 'number') response.writeHead(reply).end('{}')
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const self: PushGateway = {
    url: `http://127.0.0.1:${port}/push`,
    requests,
    pushes,
    answer: allSent,
    async until(enough, ms = 20_000) {
      const deadline = Date.now() + ms
      while (!enough()) {
        if (Date.now() > deadline) throw new Error(`waited in vain; ${pushes.length} pushes came`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return self
}

/** Reports as a gateway does, signed with its secret. `now` in ms; `id` for who sends the same request again. */
export function reportPushes(
  serverUrl: string,
  {
    sdkAppId,
    secret,
    now = Date.now(),
    id = randomUUID(),
  }: { sdkAppId: number; secret: string; now?: number; id?: string },
  reports: readonly object[],
): Promise<Response> {
  const body = JSON.stringify({ Reports: reports })
  const time = String(Math.floor(now / 1000))
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${signature}`,
  }
  return fetch(`${serverUrl}/push/reports?sdkappid=${sdkAppId}`, { method: 'POST', headers, body })
}
