import { fail } from '../../engine/failure.ts'
import type { Secrets } from '../../engine/secrets.ts'
import type { Database } from '../../engine/storage/database.ts'
import { type AddressRule, addressRule } from './address.ts'
import { type DeadLetter, listDead, replayAll, replayOne } from './dead.ts'
import { openSealed } from './endpoint.ts'
import { createEndpointVerbs, type EndpointVerbs } from './endpoints.ts'
import { createHooksCache, type HooksCache, type HooksLog } from './hooks-cache.ts'
import { itemIds, type MakeItemId } from './item-ids.ts'
import { createWebhookStore, type EndpointKey, type WebhookStore, type WebhookTables } from './store.ts'

/** What the server's settings say about webhooks. */
export interface WebhookConfig {
  readonly allowedTargets: readonly string[]
  readonly timeoutMs: number
  readonly tries: number
  readonly firstRetryMs: number
  readonly concurrency: number
  readonly maxWaiting: number
  readonly maxDead: number
}

/** The webhooks of applications as they are set: all that the command line needs, beside or instead of a running server. */
export interface WebhookSettings {
  readonly endpoints: EndpointVerbs
  /** The token that calls of a URL are signed with; nothing when it has none. @throws BAD_PARAMETER */
  revealToken(sdkAppId: number, endpointId: string): Promise<string | undefined>
  /** What waits for delivery: how many, since when the oldest, ms, and how many dead letters there are. */
  backlog(sdkAppId: number): Promise<{ waiting: number; oldestAt: number | undefined; dead: number }>
  readonly deadLetters: {
    /** Oldest first, in pages that end. */
    list(
      sdkAppId: number,
      page?: { after?: string | undefined; limit?: number | undefined },
    ): Promise<{ letters: DeadLetter[]; cursor: string | undefined }>
    /** @throws BAD_PARAMETER when there is none of this id */
    replay(sdkAppId: number, id: string): Promise<void>
    /** All, or those of one command. @returns how many */
    replayAll(sdkAppId: number, command?: string): Promise<number>
    /** Gives a dead letter up. @returns whether there was one */
    discard(sdkAppId: number, id: string): Promise<boolean>
  }
}

/** With what a running server needs beside the verbs. */
export interface OpenWebhookSettings extends WebhookSettings {
  readonly store: WebhookStore
  readonly hooks: HooksCache
  readonly addresses: AddressRule
  readonly makeItemId: MakeItemId
  readonly log: HooksLog
  /** Called for URLs to which something was put back. */
  onReplay(listener: (endpoints: readonly EndpointKey[]) => void): void
  /** Called after a URL was taken away, and what waited for it with it. */
  onRemoved(listener: (endpoint: EndpointKey) => Promise<void>): void
}

const SILENT: HooksLog = { error: () => {}, warn: () => {} }

export function createWebhookSettings(options: {
  readonly db: Database<WebhookTables>
  readonly secrets: Secrets
  readonly config: WebhookConfig
  readonly now: () => number
  readonly log?: HooksLog
}): OpenWebhookSettings {
  const { db, secrets, config, now, log = SILENT } = options
  const store = createWebhookStore(db)
  const hooks = createHooksCache({ store, secrets, timeoutMs: config.timeoutMs, now, log })
  const addresses = addressRule(config.allowedTargets)
  const makeItemId = itemIds(now)
  let hear: (endpoints: readonly EndpointKey[]) => void = () => {}
  let part: (endpoint: EndpointKey) => Promise<void> = async () => {}
  const verbs = createEndpointVerbs({ store, hooks, secrets, addresses, now })
  const dead = { store, makeItemId, now, queue: { wake: (endpoints: readonly EndpointKey[]) => hear(endpoints) } }
  return {
    endpoints: {
      ...verbs,
      async remove(sdkAppId, endpointId) {
        await verbs.remove(sdkAppId, endpointId)
        await part({ sdkAppId, endpointId })
      },
    },
    async revealToken(sdkAppId, endpointId) {
      const row = (await store.endpoints(sdkAppId)).find((one) => one.endpoint_id === endpointId)
      if (row === undefined) throw fail('BAD_PARAMETER', 'The application has no such URL.')
      return openSealed(secrets, row).token
    },
    backlog: (sdkAppId) => store.backlog(sdkAppId),
    deadLetters: {
      list: (sdkAppId, page) => listDead(dead, sdkAppId, page),
      replay: (sdkAppId, id) => replayOne(dead, sdkAppId, id),
      replayAll: (sdkAppId, command) => replayAll(dead, sdkAppId, command),
      async discard(sdkAppId, id) {
        const [result] = await store.write([store.deleteDead(sdkAppId, id)])
        return result!.changed > 0
      },
    },
    store,
    hooks,
    addresses,
    makeItemId,
    log,
    onReplay(listener) {
      hear = listener
    },
    onRemoved(listener) {
      part = listener
    },
  }
}
