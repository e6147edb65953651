/** For receivers of webhooks: is this request from the server, unchanged and fresh? No dependencies; every runtime. */
import { bodySignature, equalSignatures, queryDigest, tokenSignature } from './webhooks/signature.ts'

/** A request as any HTTP library gives it. */
export interface IncomingWebhook {
  /** With its query; a path is enough. */
  readonly url: string
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** As it came: do not parse and print it again. */
  readonly body: string
}

export interface VerifyOptions {
  /** The application's token: checks `Sign` and `RequestTime`, at most 60 s old. */
  readonly token?: string
  /** The signing secret (`whsec_…`): checks the HMAC over the body. Several while one replaces another. */
  readonly secret?: string | readonly string[]
  /** How old the HMAC's time may be, or how far in the future, seconds. Default 300. */
  readonly toleranceSeconds?: number
  /** ms. Default: the clock. */
  readonly now?: () => number
}

/** What a verified request says. */
export interface VerifiedWebhook {
  /** The same for every try of the same event: a receiver that must not act twice remembers it. */
  readonly id: string | undefined
  readonly command: string
  readonly sdkAppId: number
  readonly clientIp: string
  readonly platform: string
  readonly body: Readonly<Record<string, unknown>>
}

/** `unsigned`: a part is missing. `stale`: too old, or from the future. `mismatch`: altered, or another secret. `malformed`: no JSON. */
export type WebhookRejection = 'unsigned' | 'stale' | 'mismatch' | 'malformed'

/** The request must not be believed: answer 401 and do nothing. */
export class WebhookVerifyError extends Error {
  readonly reason: WebhookRejection

  constructor(reason: WebhookRejection, message: string) {
    super(message)
    this.name = 'WebhookVerifyError'
    this.reason = reason
  }
}

const TOKEN_TOLERANCE_SECONDS = 60

/**
 * Checks a webhook by what the receiver knows: the token, the signing secret, or both.
 *
 * @example
 * const { command, body } = await verifyWebhook({ url: request.url, headers: request.headers, body: text }, { secret })
 * @throws WebhookVerifyError with its `reason`; TypeError when neither token nor secret is given
 */
export async function verifyWebhook(request: IncomingWebhook, options: VerifyOptions): Promise<VerifiedWebhook> {
  const { token, secret, toleranceSeconds = 300, now = Date.now } = options
  if (token === undefined && secret === undefined) throw new TypeError('Give `token`, `secret` or both.')
  const query = new URL(request.url, 'http://receiver').searchParams
  const seconds = now() / 1000
  if (token !== undefined) await checkToken(query, token, seconds)
  if (secret !== undefined) await checkBody(request, query, [secret].flat(), { toleranceSeconds, seconds })
  return read(request, query)
}

async function checkToken(query: URLSearchParams, token: string, seconds: number): Promise<void> {
  const sign = query.get('Sign')
  const requestTime = query.get('RequestTime')
  if (sign === null || requestTime === null) throw reject('unsigned', 'The query has no Sign and RequestTime.')
  if (!equalSignatures(sign.toLowerCase(), await tokenSignature(token, requestTime))) {
    throw reject('mismatch', 'Sign does not fit the token.')
  }
  checkAge('RequestTime', requestTime, seconds, TOKEN_TOLERANCE_SECONDS)
}

async function checkBody(
  { headers, body }: IncomingWebhook,
  query: URLSearchParams,
  secrets: readonly string[],
  { toleranceSeconds, seconds }: { toleranceSeconds: number; seconds: number },
): Promise<void> {
  const id = header(headers, 'webhook-id')
  const timestamp = header(headers, 'webhook-timestamp')
  const given = header(headers, 'webhook-signature')?.split(' ')
  if (id === undefined || timestamp === undefined || given === undefined) {
    throw reject('unsigned', 'The headers webhook-id, webhook-timestamp and webhook-signature are missing.')
  }
  const expected = await Promise.all(secrets.map((secret) => bodySignature(secret, id, timestamp, body)))
  if (!given.some((one) => expected.some((other) => equalSignatures(one, other)))) {
    throw reject('mismatch', 'webhook-signature does not fit the body.')
  }
  if (!equalSignatures(id.slice(id.lastIndexOf('.') + 1), await queryDigest(query))) {
    throw reject('mismatch', 'The query is not the one that was signed.')
  }
  checkAge('webhook-timestamp', timestamp, seconds, toleranceSeconds)
}

function checkAge(name: string, time: string, seconds: number, tolerance: number): void {
  if (/^\d{1,12}$/.test(time) && Math.abs(seconds - Number(time)) <= tolerance) return
  throw reject('stale', `${name} is more than ${tolerance} s away from this machine's clock.`)
}

function read({ headers, body }: IncomingWebhook, query: URLSearchParams): VerifiedWebhook {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw reject('malformed', 'The body is not JSON.')
  }
  const command = query.get('CallbackCommand') ?? ''
  if (typeof value !== 'object' || value === null) throw reject('malformed', 'The body is not a JSON object.')
  const fields = value as Record<string, unknown>
  if (fields['CallbackCommand'] !== command) throw reject('mismatch', 'The body is of another command than the query.')
  return {
    id: header(headers, 'webhook-id'),
    command,
    sdkAppId: Number(query.get('SdkAppid')),
    clientIp: query.get('ClientIP') ?? '',
    platform: query.get('OptPlatform') ?? '',
    body: fields,
  }
}

const reject = (reason: WebhookRejection, message: string) => new WebhookVerifyError(reason, message)

function header(headers: IncomingWebhook['headers'], name: string): string | undefined {
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name)
  const value = found === undefined ? undefined : headers[found]
  return typeof value === 'string' ? value : value?.[0]
}
