import type { AfterCommand, WebhookBody } from '@signet/protocol/webhooks'
import type { Compilable } from 'kysely'
import type { AppHooks, Endpoint } from './endpoint.ts'
import type { HooksCache, HooksLog } from './hooks-cache.ts'
import type { MakeItemId } from './item-ids.ts'
import type { WebhookMetrics } from './metrics.ts'
import type { Origin } from './request.ts'
import { optPlatform } from './rules.ts'
import type { EndpointKey, WebhookStore } from './store.ts'

/** Something that happened, for whoever wants to hear of it. */
export interface HookEvent<C extends AfterCommand = AfterCommand> {
  readonly command: C
  readonly body: WebhookBody<C>
  /** Events of one lane are delivered one after the other; `conversationLane`, `userLane`. */
  readonly lane: string
  readonly origin: Origin
}

export const conversationLane = (conversation: string): string => `conversation ${conversation}`
export const userLane = (userId: string): string => `user ${userId}`

export interface QueueParts {
  readonly store: WebhookStore
  readonly hooks: HooksCache
  readonly metrics: WebhookMetrics
  readonly log: HooksLog
  readonly makeItemId: MakeItemId
  /** Most events of one application that wait; more are given up, and counted (HOOK14). */
  readonly mostWaiting: number
  /** ms */
  now(): number
}

/** Where events wait for their delivery, in the database. */
export interface Queue {
  /** Statements that store an event for every URL that wants it; none when nobody does. `wake` once they are committed. */
  statements(hooks: AppHooks, sdkAppId: number, event: HookEvent): Compilable[]
  /** Stores an event by itself. Nothing is written when nobody wants to hear of it. */
  put(sdkAppId: number, event: HookEvent): Promise<void>
  /** Something was stored for these. */
  wake(endpoints: readonly EndpointKey[]): void
  /** Called for every URL for which something was stored. */
  onStored(listener: (endpoint: EndpointKey) => void): void
  /** An event was delivered, buried or given up. */
  left(sdkAppId: number): void
  /** Events that wait, all applications together. */
  readonly waiting: number
  /** Counts anew what waits. */
  count(): Promise<void>
}

/** How often the log tells that events are given up, ms. */
const TELL_EVERY_MS = 60_000

export function createQueue(parts: QueueParts): Queue {
  const { store, hooks, metrics, log } = parts
  const waiting = new Map<number, number>()
  const toldAt = new Map<number, number>()
  let listener: (endpoint: EndpointKey) => void = () => {}

  const hasRoom = (sdkAppId: number): boolean => {
    if ((waiting.get(sdkAppId) ?? 0) < parts.mostWaiting) return true
    metrics.overflowed()
    const now = parts.now()
    if (now - (toldAt.get(sdkAppId) ?? 0) >= TELL_EVERY_MS) {
      toldAt.set(sdkAppId, now)
      log.error({ sdkAppId, mostWaiting: parts.mostWaiting }, 'too many webhooks wait: new ones are given up')
    }
    return false
  }

  const queue: Queue = {
    statements(known, sdkAppId, { command, body, lane, origin }) {
      const wanting = known.after.get(command) ?? []
      if (wanting.length === 0) return []
      const text = JSON.stringify({ CallbackCommand: command, ...body })
      const from = { clientIp: origin.ip, platform: optPlatform(origin.platform) }
      return wanting.flatMap(({ endpointId }: Endpoint) => {
        if (!hasRoom(sdkAppId)) return []
        waiting.set(sdkAppId, (waiting.get(sdkAppId) ?? 0) + 1)
        const itemId = parts.makeItemId()
        const ids = { sdkAppId, endpointId, itemId, eventId: itemId }
        const item = { ...ids, lane, command, ...from, body: text, createdAt: parts.now() }
        return [store.enqueue(item)]
      })
    },
    async put(sdkAppId, event) {
      const known = await hooks.of(sdkAppId)
      const statements = queue.statements(known, sdkAppId, event)
      if (statements.length === 0) return
      await store.write(statements)
      queue.wake(known.after.get(event.command) ?? [])
    },
    wake(endpoints) {
      for (const endpoint of endpoints) listener(endpoint)
    },
    onStored(hear) {
      listener = hear
    },
    left(sdkAppId) {
      waiting.set(sdkAppId, Math.max(0, (waiting.get(sdkAppId) ?? 0) - 1))
    },
    get waiting() {
      let count = 0
      for (const one of waiting.values()) count += one
      return count
    },
    async count() {
      const counted = await store.waiting()
      waiting.clear()
      for (const [sdkAppId, count] of counted) waiting.set(sdkAppId, count)
    },
  }
  return queue
}
