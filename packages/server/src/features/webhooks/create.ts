import type { BeforeCommand, WebhookBody, WebhookCommand } from '@signet/protocol/webhooks'
import type { CompiledQuery, Transaction } from 'kysely'
import type { Registry } from 'prom-client'
import { fail } from '../../engine/failure.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { ask, circuitOf } from './ask.ts'
import { Breakers } from './breaker.ts'
import { createWebhookCalls, type WebhookCalls } from './calls.ts'
import { createMessageHooks, type MessageHooks } from './messages.ts'
import { createWebhookMetrics } from './metrics.ts'
import { createOutbox, type OutboxParts } from './outbox.ts'
import { createPoster, type Resolver } from './post.ts'
import { createQueue, type HookEvent } from './queue.ts'
import { createRelay } from './relay.ts'
import type { Origin } from './request.ts'
import type { Decision } from './rules.ts'
import type { OpenWebhookSettings, WebhookConfig } from './settings.ts'
import type { Reader } from './store.ts'
import { type Tried, tryEndpoint } from './try.ts'

/** How an application was asked, and what to do when it gave no answer. */
export interface Asked {
  readonly decision: Decision
  readonly refuseOnFailure: boolean
}

/** Writes events where their cause is written. */
export interface HookTransaction {
  write(trx: Transaction<never>, event: HookEvent): Promise<void>
  committed(): void
}

/** The webhooks of a running server. */
export interface Webhooks {
  readonly messages: MessageHooks
  /** What URLs were told lately, and what they said. */
  readonly calls: WebhookCalls
  /** Sends made-up values to a URL. @throws BAD_PARAMETER for a URL that the application has not */
  tryOut(sdkAppId: number, endpointId: string, command: WebhookCommand): Promise<Tried>
  /** Asks before something that is no message; nothing when the application does not want to be asked. Never throws for what happens there. */
  ask<C extends BeforeCommand>(
    sdkAppId: number,
    command: C,
    body: () => WebhookBody<C> | Promise<WebhookBody<C>>,
    origin: Origin,
  ): Promise<Asked | undefined>
  /** Does somebody want to hear of one of these? So that nobody gathers what nobody reads. */
  wants(sdkAppId: number, commands: readonly HookEvent['command'][]): Promise<boolean>
  /** Tells what happened, durably once it resolves. Nothing is written when nobody wants to hear of it. */
  tell(sdkAppId: number, event: HookEvent): Promise<void>
  /**
   * For events that are stored in the transaction of what they tell of: `write` in it, `committed` once it is. To be called before the
   * transaction begins, since nothing else may be waited for inside of it.
   */
  transaction(sdkAppId: number): Promise<HookTransaction>
  register(registry: Registry): void
  /** Delivers what waits from before. */
  open(): Promise<void>
  /** Ends what is under way; what waits is delivered after the next start. */
  close(): Promise<void>
}

export interface WebhookOptions extends Pick<OutboxParts, 'groupOf' | 'unreadOf'> {
  readonly settings: OpenWebhookSettings
  readonly timeline: Timeline
  readonly config: WebhookConfig
  /** ms */
  readonly now: () => number
  /** For tests. */
  readonly resolve?: Resolver
}

export function createWebhooks(options: WebhookOptions): Webhooks {
  const { settings, timeline, config, now, groupOf, unreadOf } = options
  const { store, hooks, log, makeItemId } = settings
  // Not the clock that somebody may set: a pause must end.
  const breakers = new Breakers(() => performance.now())
  const metrics = createWebhookMetrics({
    waiting: () => queue.waiting,
    openCircuits: () => breakers.open,
    oldest: () => relay.oldest(),
    now,
  })
  const poster = createPoster(settings.addresses, options.resolve)
  const queue = createQueue({ store, hooks, metrics, log, makeItemId, mostWaiting: config.maxWaiting, now })
  const calls = createWebhookCalls()
  const asking = { poster, breakers, metrics, calls, log, now }
  const relay = createRelay({
    ...asking,
    store,
    hooks,
    queue,
    limits: {
      concurrency: config.concurrency,
      tries: config.tries,
      firstWaitMs: config.firstRetryMs,
      dead: config.maxDead,
    },
  })
  const outbox = createOutbox({ timeline, store, hooks, queue, log, groupOf, unreadOf })
  const tell = async (sdkAppId: number, event: HookEvent): Promise<void> => {
    // What was said before it is told before it.
    await outbox.caughtUp()
    await queue.put(sdkAppId, event)
  }
  settings.onReplay((endpoints) => queue.wake(endpoints))
  settings.onRemoved(async (endpoint) => {
    for (const direction of ['before', 'after'] as const) breakers.forget(circuitOf(endpoint, direction))
    await queue.count()
  })
  const messages = createMessageHooks({ ...asking, timeline, hooks, outbox, groupOf, unreadOf, tell })
  return {
    messages,
    calls,
    async tryOut(sdkAppId, endpointId, command) {
      const endpoint = (await hooks.of(sdkAppId)).endpoints.get(endpointId)
      if (endpoint === undefined) throw fail('BAD_PARAMETER', 'The application has no such URL.')
      return await tryEndpoint(asking, endpoint, command)
    },
    async ask(sdkAppId, command, body, origin) {
      const endpoint = (await hooks.of(sdkAppId)).before.get(command)
      if (endpoint === undefined) return undefined
      const decision = await ask(asking, endpoint, command, await body(), origin)
      return { decision, refuseOnFailure: endpoint.refuseOnFailure.has(command) }
    },
    async wants(sdkAppId, commands) {
      const { after } = await hooks.of(sdkAppId)
      return commands.some((command) => after.has(command))
    },
    tell,
    async transaction(sdkAppId) {
      const known = await hooks.of(sdkAppId)
      const written = new Set<HookEvent['command']>()
      return {
        async write(trx, event) {
          const into = trx as unknown as Reader
          for (const statement of queue.statements(known, sdkAppId, event)) {
            written.add(event.command)
            await into.executeQuery(statement.compile() as CompiledQuery)
          }
        },
        committed() {
          for (const command of written) queue.wake(known.after.get(command) ?? [])
        },
      }
    },
    register: (registry) => metrics.register(registry),
    async open() {
      if (await store.hasEndpoints()) await poster.warm()
      await relay.open()
      outbox.wake()
    },
    async close() {
      await messages.idle()
      await outbox.close()
      await relay.close()
      await poster.close()
    },
  }
}
