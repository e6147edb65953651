import type { WebhookCommand } from '@signet/protocol/webhooks'
import { bodySignature, queryDigest, tokenSignature } from '@signet/protocol/webhooks/signature'
import type { Endpoint } from './endpoint.ts'

/** By whose request something happened. */
export interface Origin {
  readonly ip: string
  /** As the client names it, or `RESTAPI`. */
  readonly platform: string
}

/** What is sent, before it is signed. */
export interface WebhookCall {
  readonly command: WebhookCommand
  readonly body: string
  readonly clientIp: string
  /** A value of `OPT_PLATFORMS`. */
  readonly platform: string
  /** The same for every try. */
  readonly id: string
}

/** Ready to be sent once: signatures grow old. */
export interface SignedRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Puts the query and both signatures to a call (HOOK7). `now` in ms. */
export async function signRequest(endpoint: Endpoint, call: WebhookCall, now: number): Promise<SignedRequest> {
  const seconds = String(Math.floor(now / 1000))
  const url = new URL(endpoint.url)
  const query = url.searchParams
  query.append('SdkAppid', String(endpoint.sdkAppId))
  query.append('CallbackCommand', call.command)
  query.append('contenttype', 'json')
  query.append('ClientIP', call.clientIp)
  query.append('OptPlatform', call.platform)
  const id = `${call.id}.${await queryDigest(query)}`
  if (endpoint.token !== undefined) {
    query.append('Sign', await tokenSignature(endpoint.token, seconds))
    query.append('RequestTime', seconds)
  }
  const signatures = await Promise.all(endpoint.secrets.map((secret) => bodySignature(secret, id, seconds, call.body)))
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'signet-webhooks',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': signatures.join(' '),
    },
    body: call.body,
  }
}
