import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { isSdkAppId } from '@signet/protocol/ids'
import { fail } from '../../engine/failure.ts'
import type { Secrets } from '../../engine/secrets.ts'
import type { Database } from '../../engine/storage/database.ts'
import { isForeignKeyViolation } from '../../engine/storage/errors.ts'
import { type AddressRule, addressRule } from '../webhooks/address.ts'
import { type Endpoint, type EndpointSecrets, endpointOf, openSealed, sealSecrets } from '../webhooks/endpoint.ts'
import { gatewayProblem, type PushLanguage } from './rules.ts'
import { createGatewayStore, type GatewayRow, type OfflinePushTables } from './store.ts'

/** Where an application has pushes sent, ready for use. Holds secrets: never logged, never answered. */
export interface Gateway {
  readonly endpoint: Endpoint
  readonly language: PushLanguage
  /** When a secret of before ceases to be good, ms. */
  readonly until: number
}

/** What may be told of it. */
export interface GatewayInfo {
  readonly url: string
  readonly language: PushLanguage
  /** ms */
  readonly changedAt: number
}

/** The gateways of all applications: few, so they are kept in memory, and a message asks without a wait. */
export interface Gateways {
  of(sdkAppId: number): Gateway | undefined
  info(sdkAppId: number): Promise<GatewayInfo | undefined>
  /**
   * Sets the gateway of an application, or changes it; the secret stays.
   * @returns the secret when it was made now
   * @throws Failure BAD_PARAMETER, APP_NOT_FOUND
   */
  set(
    sdkAppId: number,
    wish: { readonly url: string; readonly language: PushLanguage },
  ): Promise<{ info: GatewayInfo; secret: string | undefined }>
  /** @throws Failure BAD_PARAMETER when it has none; so do the two below */
  remove(sdkAppId: number): Promise<void>
  revealSecret(sdkAppId: number): Promise<string>
  /** The old secret is good for another day. */
  rotateSecret(sdkAppId: number): Promise<string>
  /** Reads all anew. */
  load(): Promise<void>
}

/** For how long the secret of before is still good, ms. */
const ROTATION_MS = 86_400_000
const ENDPOINT_ID = 'push-gateway'

export function createGateways(parts: {
  readonly db: Database<OfflinePushTables>
  readonly secrets: Secrets
  readonly addresses: AddressRule
  readonly timeoutMs: number
  /** ms */
  now(): number
  onFailure(error: unknown): void
}): Gateways {
  const { secrets, addresses, timeoutMs, now, onFailure } = parts
  const store = createGatewayStore(parts.db)
  let known: ReadonlyMap<number, Gateway> = new Map()
  let seenForeign = store.foreignVersion()
  let reads = 0

  function readable(row: GatewayRow): [number, Gateway][] {
    try {
      const opened = openSealed(secrets, endpointRow(row))
      const { until = 0 } = opened.previous ?? {}
      const endpoint = endpointOf(endpointRow(row), opened, timeoutMs, now())
      const language = row.language as PushLanguage
      return [[row.sdk_app_id, { endpoint, language, until: until > now() ? until : Number.POSITIVE_INFINITY }]]
    } catch (error) {
      // One whose secrets cannot be read must not silence the others.
      onFailure(error)
      return []
    }
  }

  async function load(): Promise<void> {
    const read = ++reads
    const rows = await store.all()
    if (read === reads) known = new Map(rows.flatMap(readable))
  }

  async function find(sdkAppId: number): Promise<GatewayRow> {
    const row = await store.find(sdkAppId)
    if (row === undefined) throw fail('BAD_PARAMETER', 'The application has no push gateway.')
    return row
  }

  const seal = (sdkAppId: number, value: EndpointSecrets): string =>
    sealSecrets(secrets, { sdkAppId, endpointId: ENDPOINT_ID }, value)
  const makeSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

  /** @throws Failure BAD_PARAMETER */
  function check(url: string): void {
    const problem = gatewayProblem(url)
    if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
    const { hostname, protocol } = new URL(url)
    const host = hostname.replace(/^\[|\]$/g, '')
    // A name is judged when it is resolved.
    if (isIP(host) === 0) return
    if (protocol === 'http:' && addressRule([]).allows(host)) {
      throw fail('BAD_PARAMETER', 'A gateway on the Internet has an https:// URL: pushes hold texts of messages.')
    }
    if (!addresses.allows(host)) {
      throw fail('BAD_PARAMETER', `The address ${host} is not allowed: the operator can, with webhooks.allowedTargets.`)
    }
  }

  return {
    of(sdkAppId) {
      const version = store.foreignVersion()
      if (version !== seenForeign) {
        seenForeign = version
        load().catch(onFailure)
      }
      const gateway = known.get(sdkAppId)
      if (gateway !== undefined && gateway.until <= now()) load().catch(onFailure)
      return gateway
    },
    async info(sdkAppId) {
      const row = await store.find(sdkAppId)
      return row && infoOf(row)
    },
    async set(sdkAppId, { url, language }) {
      if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
      check(url)
      const before = await store.find(sdkAppId)
      const secret = before === undefined ? makeSecret() : undefined
      const row: GatewayRow = {
        sdk_app_id: sdkAppId,
        url,
        sealed: before?.sealed ?? seal(sdkAppId, { secret: secret! }),
        language,
        changed_at: now(),
      }
      try {
        await store.put(row)
      } catch (error) {
        throw isForeignKeyViolation(error) ? fail('APP_NOT_FOUND') : error
      }
      await load()
      return { info: infoOf(row), secret }
    },
    async remove(sdkAppId) {
      if (!(await store.remove(sdkAppId))) await find(sdkAppId)
      await load()
    },
    async revealSecret(sdkAppId) {
      return openSealed(secrets, endpointRow(await find(sdkAppId))).secret
    },
    async rotateSecret(sdkAppId) {
      const row = await find(sdkAppId)
      const secret = makeSecret()
      const previous = { secret: openSealed(secrets, endpointRow(row)).secret, until: now() + ROTATION_MS }
      await store.put({ ...row, sealed: seal(sdkAppId, { secret, previous }), changed_at: now() })
      await load()
      return secret
    },
    load,
  }
}

const infoOf = ({ url, language, changed_at: changedAt }: GatewayRow): GatewayInfo => ({
  url,
  language: language as PushLanguage,
  changedAt,
})

/** A gateway is called as webhooks are: the same signature, the same addresses. */
const endpointRow = ({ sdk_app_id, url, sealed, changed_at }: GatewayRow): Parameters<typeof endpointOf>[0] => ({
  sdk_app_id,
  endpoint_id: ENDPOINT_ID,
  url,
  commands: '[]',
  refuse_on_failure: '[]',
  timeout_ms: null,
  sealed,
  certificate: null,
  authority: null,
  created_at: changed_at,
})
