import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { isSdkAppId } from '@signet/protocol/ids'
import { isBeforeCommand, type WebhookCommand } from '@signet/protocol/webhooks'
import { fail } from '../../engine/failure.ts'
import type { Secrets } from '../../engine/secrets.ts'
import { isForeignKeyViolation } from '../../engine/storage/errors.ts'
import type { AddressRule } from './address.ts'
import { type EndpointSecrets, openSealed, sealSecrets } from './endpoint.ts'
import type { HooksCache } from './hooks-cache.ts'
import { endpointProblem, MOST_ENDPOINTS } from './rules.ts'
import type { EndpointRow, Reader, WebhookStore } from './store.ts'
import { certificateProblem } from './tls.ts'

/** What can be set about a URL. In a change: absent stays as it is, and an empty text or list takes away. */
export interface EndpointSettings {
  readonly url: string
  /** Which webhooks go there. A before-command can be on at one URL of an application only. */
  readonly commands: readonly string[]
  /** Before-commands that refuse when the application gives no answer; the others proceed. */
  readonly refuseOnFailure: readonly string[]
  /** ms, 50–10,000; 0: as the server's settings say. */
  readonly timeoutMs: number
  /** For `Sign` in the query. */
  readonly token: string
  /** PEM, for mutual TLS: what the server shows, and its key. */
  readonly certificate: string
  readonly privateKey: string
  /** PEM: the authority that the URL's certificate is checked by, instead of the well-known ones. */
  readonly authority: string
}

/** A URL as everybody may see it who may see the application: no secret is in it. */
export interface EndpointInfo {
  readonly endpointId: string
  readonly url: string
  readonly commands: readonly string[]
  readonly refuseOnFailure: readonly string[]
  /** ms; absent: as the server's settings say. */
  readonly timeoutMs?: number
  readonly hasToken: boolean
  readonly hasCertificate: boolean
  readonly hasAuthority: boolean
  /** ms */
  readonly createdAt: number
}

/** Verbs of an application's URLs. All throw BAD_PARAMETER for what is wrong, and for an unknown URL of the application. */
export interface EndpointVerbs {
  /** @returns the URL and its signing secret. @throws APP_NOT_FOUND */
  add(
    sdkAppId: number,
    wish: Partial<EndpointSettings> & { readonly url: string },
  ): Promise<{ readonly endpoint: EndpointInfo; readonly secret: string }>
  /** Oldest first. */
  list(sdkAppId: number): Promise<EndpointInfo[]>
  update(sdkAppId: number, endpointId: string, change: Partial<EndpointSettings>): Promise<EndpointInfo>
  /** What waits for it is given up. */
  remove(sdkAppId: number, endpointId: string): Promise<void>
  /** The newest signing secret. */
  revealSecret(sdkAppId: number, endpointId: string): Promise<string>
  /** Makes another signing secret; the old one signs too for a day. */
  rotateSecret(sdkAppId: number, endpointId: string): Promise<string>
}

const ROTATION_MS = 86_400_000

const NOTHING: EndpointSettings = {
  url: '',
  commands: [],
  refuseOnFailure: [],
  timeoutMs: 0,
  token: '',
  certificate: '',
  privateKey: '',
  authority: '',
}

export interface EndpointParts {
  readonly store: WebhookStore
  readonly hooks: HooksCache
  readonly secrets: Secrets
  readonly addresses: AddressRule
  /** ms */
  now(): number
}

export function createEndpointVerbs({ store, hooks, secrets, addresses, now }: EndpointParts): EndpointVerbs {
  const makeSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

  function check(settings: EndpointSettings, others: readonly EndpointRow[]): void {
    const { url, token, timeoutMs } = settings
    const problem =
      endpointProblem({ ...settings, token: token || undefined, timeoutMs: timeoutMs || undefined }) ??
      certificateProblem(settings) ??
      addressProblem(url) ??
      takenProblem(settings.commands, others)
    if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
  }

  /** A name is judged when it is resolved; an address can be judged now. */
  function addressProblem(url: string): string | undefined {
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) === 0 || addresses.allows(host)) return undefined
    return `Webhooks may not reach ${host}: the operator allows addresses with webhooks.allowedTargets.`
  }

  async function find(sdkAppId: number, endpointId: string, from?: Reader): Promise<EndpointRow> {
    const row = (await store.endpoints(sdkAppId, from)).find((one) => one.endpoint_id === endpointId)
    if (row === undefined) {
      throw fail('BAD_PARAMETER', `The application ${sdkAppId} has no URL ${JSON.stringify(endpointId)}.`)
    }
    return row
  }

  async function change(
    sdkAppId: number,
    endpointId: string,
    decide: (row: EndpointRow, sealed: EndpointSecrets, others: EndpointRow[]) => EndpointRow,
  ): Promise<EndpointRow> {
    const changed = await store.transaction(async (trx) => {
      const row = await find(sdkAppId, endpointId, trx)
      const others = (await store.endpoints(sdkAppId, trx)).filter((one) => one.endpoint_id !== endpointId)
      const next = decide(row, openSealed(secrets, row), others)
      await store.updateEndpoint(next, trx).execute()
      return next
    })
    hooks.invalidate(sdkAppId)
    return changed
  }

  return {
    async add(sdkAppId, wish) {
      if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
      const settings = { ...NOTHING, ...wish }
      const key = { sdkAppId, endpointId: `wh-${randomBytes(6).toString('hex')}` }
      const secret = makeSecret()
      const row = rowOf(settings, { ...key, createdAt: now() }, sealSecrets(secrets, key, sealedOf(settings, secret)))
      try {
        await store.transaction(async (trx) => {
          const others = await store.endpoints(sdkAppId, trx)
          check(settings, others)
          if (others.length >= MOST_ENDPOINTS) {
            throw fail('BAD_PARAMETER', `An application has at most ${MOST_ENDPOINTS} URLs: remove one first.`)
          }
          await store.insertEndpoint(row, trx).execute()
        })
      } catch (error) {
        throw isForeignKeyViolation(error) ? fail('APP_NOT_FOUND') : error
      }
      hooks.invalidate(sdkAppId)
      return { endpoint: infoOf(row, settings.token !== ''), secret }
    },

    async list(sdkAppId) {
      const rows = await store.endpoints(sdkAppId)
      return rows.map((row) => infoOf(row, openSealed(secrets, row).token !== undefined))
    },

    async update(sdkAppId, endpointId, wish) {
      let hasToken = false
      const row = await change(sdkAppId, endpointId, (old, sealed, others) => {
        const settings = { ...settingsOf(old, sealed), ...wish }
        check(settings, others)
        hasToken = settings.token !== ''
        const next = { ...sealedOf(settings, sealed.secret), ...(sealed.previous && { previous: sealed.previous }) }
        const key = { sdkAppId, endpointId, createdAt: old.created_at }
        return rowOf(settings, key, sealSecrets(secrets, key, next))
      })
      return infoOf(row, hasToken)
    },

    async remove(sdkAppId, endpointId) {
      await find(sdkAppId, endpointId)
      await store.write(store.deleteEndpoint({ sdkAppId, endpointId }))
      hooks.invalidate(sdkAppId)
    },

    async revealSecret(sdkAppId, endpointId) {
      return openSealed(secrets, await find(sdkAppId, endpointId)).secret
    },

    async rotateSecret(sdkAppId, endpointId) {
      const secret = makeSecret()
      await change(sdkAppId, endpointId, (row, sealed) => {
        const previous = { secret: sealed.secret, until: now() + ROTATION_MS }
        return { ...row, sealed: sealSecrets(secrets, { sdkAppId, endpointId }, { ...sealed, secret, previous }) }
      })
      return secret
    },
  }
}

/** HOOK13: one application is asked by one URL, or its answers could contradict each other. */
function takenProblem(commands: readonly string[], others: readonly EndpointRow[]): string | undefined {
  const asked = commands.filter((command) => isBeforeCommand(command as WebhookCommand))
  for (const { commands: text, endpoint_id: endpointId } of others) {
    const taken = (JSON.parse(text) as string[]).find((command) => asked.includes(command))
    if (taken !== undefined) return `${taken} is on at ${endpointId} already: it can be asked at one URL only.`
  }
  return undefined
}

const sealedOf = ({ token, privateKey }: EndpointSettings, secret: string): EndpointSecrets => ({
  secret,
  ...(token === '' ? {} : { token }),
  ...(privateKey === '' ? {} : { privateKey }),
})

const settingsOf = (row: EndpointRow, sealed: EndpointSecrets): EndpointSettings => ({
  url: row.url,
  commands: JSON.parse(row.commands) as string[],
  refuseOnFailure: JSON.parse(row.refuse_on_failure) as string[],
  timeoutMs: row.timeout_ms ?? 0,
  token: sealed.token ?? '',
  certificate: row.certificate ?? '',
  privateKey: sealed.privateKey ?? '',
  authority: row.authority ?? '',
})

const rowOf = (
  settings: EndpointSettings,
  key: { readonly sdkAppId: number; readonly endpointId: string; readonly createdAt: number },
  sealed: string,
): EndpointRow => ({
  sdk_app_id: key.sdkAppId,
  endpoint_id: key.endpointId,
  url: settings.url,
  commands: JSON.stringify([...new Set(settings.commands)]),
  refuse_on_failure: JSON.stringify([...new Set(settings.refuseOnFailure)]),
  timeout_ms: settings.timeoutMs || null,
  sealed,
  certificate: settings.certificate || null,
  authority: settings.authority || null,
  created_at: key.createdAt,
})

const infoOf = (row: EndpointRow, hasToken: boolean): EndpointInfo => ({
  endpointId: row.endpoint_id,
  url: row.url,
  commands: JSON.parse(row.commands) as string[],
  refuseOnFailure: JSON.parse(row.refuse_on_failure) as string[],
  ...(row.timeout_ms === null ? {} : { timeoutMs: row.timeout_ms }),
  hasToken,
  hasCertificate: row.certificate !== null,
  hasAuthority: row.authority !== null,
  createdAt: row.created_at,
})
