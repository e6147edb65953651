import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What came in, for `print`; `problem` when it was not believed or not understood. */
export interface Arrival {
  readonly at: number
  readonly command: string
  readonly sdkAppId: number
  readonly platform: string
  readonly clientIp: string
  readonly id?: string
  /** `none`: the listener knows neither token nor secret. */
  readonly verified: 'yes' | 'none' | 'no'
  readonly problem?: string
  readonly answer: unknown
  readonly body: unknown
}

export interface ReceiveOptions {
  readonly token: string | undefined
  readonly secret: string | undefined
  /** Read anew for each request, so that it can be edited meanwhile. */
  readonly answerFile: string | undefined
  print(arrival: Arrival): void
}

const MOST_BYTES = 1024 * 1024
const OK = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }

/** Answers one webhook: verifies it when there is something to verify by, and prints what it says. */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReceiveOptions,
): Promise<void> {
  const text = await bodyOf(request)
  if (text === undefined) {
    response.writeHead(413).end()
    return
  }
  const url = request.url ?? '/'
  const query = new URL(url, 'http://receiver').searchParams
  const command = query.get('CallbackCommand') ?? ''
  const seen = {
    at: Date.now(),
    command,
    sdkAppId: Number(query.get('SdkAppid')),
    platform: query.get('OptPlatform') ?? '',
    clientIp: query.get('ClientIP') ?? '',
  }
  const id = request.headers['webhook-id']
  const named = typeof id === 'string' ? { id } : {}
  const problem = await problemOf({ url, headers: request.headers, body: text }, options)
  if (problem !== undefined) {
    const answer = { ActionStatus: 'FAIL', ErrorCode: 1, ErrorInfo: problem }
    response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    options.print({ ...seen, ...named, verified: 'no', problem, answer, body: text })
    return
  }
  const answer = answerTo(command, options.answerFile)
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  const verified = options.token === undefined && options.secret === undefined ? 'none' : 'yes'
  options.print({ ...seen, ...named, verified, answer, body: JSON.parse(text) })
}

async function problemOf(
  incoming: { url: string; headers: IncomingMessage['headers']; body: string },
  { token, secret }: ReceiveOptions,
): Promise<string | undefined> {
  try {
    JSON.parse(incoming.body)
    if (token === undefined && secret === undefined) return undefined
    const { verifyWebhook } = await import('@signet/server')
    await verifyWebhook(incoming, {
      ...(token === undefined ? {} : { token }),
      ...(secret === undefined ? {} : { secret }),
    })
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** The file holds one answer for all, or answers by command: `{"C2C.CallbackBeforeSendMsg": {"ErrorCode": 1}}`. */
function answerTo(command: string, file: string | undefined): unknown {
  if (file === undefined) return OK
  const answers = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  const isByCommand = Object.keys(answers).some((name) => name.includes('.'))
  const chosen = isByCommand ? answers[command] : answers
  return chosen === undefined ? OK : { ...OK, ...(chosen as object) }
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
