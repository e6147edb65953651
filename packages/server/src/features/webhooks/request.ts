import { createHmac, hash, type KeyObject } from 'node:crypto'
import type { WebhookCommand } from '@signet/protocol/webhooks'
import type { Endpoint } from './endpoint.ts'

/** By whose request something happened. */
export interface Origin {
  readonly ip: string
  /** As the client names it, or `RESTAPI`. */
  readonly platform: string
}

/** What is sent, before it is signed. */
export interface WebhookCall {
  readonly command: WebhookCommand | 'Push.Send'
  readonly body: string
  readonly clientIp: string
  /** A value of `OPT_PLATFORMS`. */
  readonly platform: string
  /** The same for every try. */
  readonly id: string
}

/** Where a request goes; a `URL` is one. */
export type Target = Pick<URL, 'protocol' | 'hostname' | 'origin' | 'pathname' | 'search'>

/** Ready to be sent once: signatures grow old. */
export interface SignedRequest {
  readonly url: Target
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Puts the query and both signatures to a call (HOOK7). `now` in ms. What `@signet/protocol/webhooks/signature` does for receivers is done
 * here at once: its promises cost more than the hashes.
 */
export function signRequest(endpoint: Endpoint, call: WebhookCall, now: number): SignedRequest {
  const seconds = String(Math.floor(now / 1000))
  const to = targetOf(endpoint)
  const platform = nameIn(call)
  const given = `SdkAppid=${endpoint.sdkAppId}&CallbackCommand=${call.command}&contenttype=json&ClientIP=${encodeURIComponent(call.clientIp)}&OptPlatform=${encodeURIComponent(platform)}`
  const sign =
    endpoint.token === undefined
      ? ''
      : `&Sign=${hash('sha256', endpoint.token + seconds, 'hex')}&RequestTime=${seconds}`
  const url = { ...to, search: `${to.search === '' ? '?' : `${to.search}&`}${given}${sign}` }
  const id = `${call.id}.${hash('sha256', given, 'base64url').slice(0, 16)}`
  const signed = `${id}.${seconds}.${call.body}`
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'signet-webhooks',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': endpoint.secrets.map((key) => bodySignature(key, signed)).join(' '),
    },
    body: call.body,
  }
}

/** One command spells one platform in capitals; receivers compare. */
const nameIn = ({ command, platform }: WebhookCall): string =>
  command === 'State.StateChange' && platform === 'iOS' ? 'IOS' : platform

/** To take a URL apart for each call cost as much as both signatures. Another endpoint whenever something about it changed. */
const targets = new WeakMap<Endpoint, Target>()

function targetOf(endpoint: Endpoint): Target {
  let target = targets.get(endpoint)
  if (target === undefined) {
    const { protocol, hostname, origin, pathname, search } = new URL(endpoint.url)
    target = { protocol, hostname, origin, pathname, search }
    targets.set(endpoint, target)
  }
  return target
}

const bodySignature = (key: KeyObject, signed: string): string =>
  `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
