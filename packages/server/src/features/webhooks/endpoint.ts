import { createSecretKey, hash, type KeyObject } from 'node:crypto'
import type { AfterCommand, BeforeCommand, WebhookCommand } from '@signet/protocol/webhooks'
import type { Secrets } from '../../engine/secrets.ts'
import type { EndpointKey, EndpointRow } from './store.ts'

/** One URL of an application, ready for use. Holds secrets: never logged, never answered. */
export interface Endpoint extends EndpointKey {
  readonly url: string
  readonly commands: ReadonlySet<WebhookCommand>
  /** Before-commands that refuse when the application cannot be asked; the others proceed. */
  readonly refuseOnFailure: ReadonlySet<WebhookCommand>
  readonly timeoutMs: number
  readonly token: string | undefined
  /** Keys of the signing secrets, the newest first; another one while it is replaced. */
  readonly secrets: readonly KeyObject[]
  readonly tls: EndpointTls | undefined
  /** Another one whenever something about it changed: connections of before are not used again. */
  readonly version: string
}

/** PEM. */
export interface EndpointTls {
  readonly certificate?: string
  readonly privateKey?: string
  readonly authority?: string
}

/** What is sealed at rest. */
export interface EndpointSecrets {
  readonly token?: string
  readonly secret: string
  readonly previous?: { readonly secret: string; readonly until: number }
  readonly privateKey?: string
}

/** The webhooks of one application. */
export interface AppHooks {
  readonly endpoints: ReadonlyMap<string, Endpoint>
  readonly before: ReadonlyMap<BeforeCommand, Endpoint>
  readonly after: ReadonlyMap<AfterCommand, readonly Endpoint[]>
  /** Another stamp now means read it again. */
  readonly stamp: number
}

const sealContext = ({ sdkAppId, endpointId }: EndpointKey): string => `webhook_endpoint/${sdkAppId}/${endpointId}`

export const sealSecrets = (secrets: Secrets, key: EndpointKey, value: EndpointSecrets): string =>
  secrets.seal(JSON.stringify(value), sealContext(key))

export const openSealed = (secrets: Secrets, row: EndpointRow): EndpointSecrets =>
  JSON.parse(
    secrets.open(row.sealed, sealContext({ sdkAppId: row.sdk_app_id, endpointId: row.endpoint_id })),
  ) as EndpointSecrets

export function endpointOf(row: EndpointRow, sealed: EndpointSecrets, timeoutMs: number, now: number): Endpoint {
  const { token, secret, previous, privateKey } = sealed
  const tls: EndpointTls = {
    ...(row.certificate === null ? {} : { certificate: row.certificate }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(row.authority === null ? {} : { authority: row.authority }),
  }
  return {
    sdkAppId: row.sdk_app_id,
    endpointId: row.endpoint_id,
    url: row.url,
    commands: new Set(JSON.parse(row.commands) as WebhookCommand[]),
    refuseOnFailure: new Set(JSON.parse(row.refuse_on_failure) as WebhookCommand[]),
    timeoutMs: row.timeout_ms ?? timeoutMs,
    token,
    secrets: (previous !== undefined && previous.until > now ? [secret, previous.secret] : [secret]).map(keyOf),
    tls: Object.keys(tls).length === 0 ? undefined : tls,
    version: hash('sha256', `${row.url} ${row.sealed} ${row.certificate ?? ''} ${row.authority ?? ''}`),
  }
}

/** A secret is `whsec_` and its bytes in base64. */
const keyOf = (secret: string): KeyObject => createSecretKey(Buffer.from(secret.slice('whsec_'.length), 'base64'))

/** A before-command is on at one URL at most; what happened is told to every URL that wants to hear of it. */
export function appHooks(endpoints: readonly Endpoint[], stamp: number): AppHooks {
  const before = new Map<BeforeCommand, Endpoint>()
  const after = new Map<AfterCommand, Endpoint[]>()
  for (const endpoint of endpoints) {
    for (const command of endpoint.commands) {
      if (/\.Callback(?:Before|Prev)/.test(command)) {
        if (!before.has(command as BeforeCommand)) before.set(command as BeforeCommand, endpoint)
      } else {
        after.set(command as AfterCommand, [...(after.get(command as AfterCommand) ?? []), endpoint])
      }
    }
  }
  return { endpoints: new Map(endpoints.map((endpoint) => [endpoint.endpointId, endpoint])), before, after, stamp }
}
