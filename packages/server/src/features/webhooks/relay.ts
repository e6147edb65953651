import type { WebhookCommand } from '@signet/protocol/webhooks'
import { type AskParts, circuitOf } from './ask.ts'
import type { Endpoint } from './endpoint.ts'
import type { HooksCache } from './hooks-cache.ts'
import type { Posted } from './post.ts'
import type { Queue } from './queue.ts'
import { signRequest } from './request.ts'
import { retryWait } from './rules.ts'
import type { EndpointKey, QueueRow, WebhookStore } from './store.ts'

export interface RelayParts extends AskParts {
  readonly store: WebhookStore
  readonly hooks: HooksCache
  readonly queue: Queue
  readonly limits: RelayLimits
}

export interface RelayLimits {
  /** Deliveries to one URL at once; of one lane never more than one. */
  readonly concurrency: number
  /** Tries before an event becomes a dead letter. */
  readonly tries: number
  /** Before the second try, ms; it doubles with each. */
  readonly firstWaitMs: number
  /** Dead letters kept for one application; the oldest go. */
  readonly dead: number
}

/** What is known of a URL for which something waits. */
interface Line {
  readonly key: EndpointKey
  readonly underWay: Set<string>
  timer: NodeJS.Timeout | undefined
  isLooking: boolean
  lookAgain: boolean
}

/** After the store failed. */
const PAUSE_MS = 1_000
/** Of one lane in one go: as many items, or as long, ms. */
const RUN_ITEMS = 32
const RUN_MS = 1_000
/** How often somebody else's writes (a replay on the command line) are looked for. */
const WATCH_MS = 1_000
/** Timers do not take more. */
const LONGEST_TIMER_MS = 60_000

export interface Relay {
  /** Takes up what waits from before. */
  open(): Promise<void>
  /** Since when the oldest waits, by command, ms. */
  oldest(): Promise<Map<string, number>>
  /** Starts nothing more and waits for what is under way. */
  close(): Promise<void>
}

/** Delivers what waits: each lane in order, one at a time; lanes and URLs beside each other, so that none blocks another (HOOK6). */
export function createRelay(parts: RelayParts): Relay {
  const { store, hooks, queue, breakers, limits } = parts
  const lines = new Map<string, Line>()
  const deliveries = new Set<Promise<void>>()
  let seenVersion = store.foreignVersion()
  let watch: NodeJS.Timeout | undefined
  let isClosed = false

  function look(key: EndpointKey): void {
    if (isClosed) return
    const name = `${key.sdkAppId}/${key.endpointId}`
    let line = lines.get(name)
    if (line === undefined) {
      const { sdkAppId, endpointId } = key
      line = {
        key: { sdkAppId, endpointId },
        underWay: new Set(),
        timer: undefined,
        isLooking: false,
        lookAgain: false,
      }
      lines.set(name, line)
    }
    lookInto(line, name)
  }

  function lookInto(line: Line, name: string): void {
    line.lookAgain = true
    if (line.isLooking || isClosed) return
    line.isLooking = true
    run(async () => {
      try {
        while (line.lookAgain && !isClosed) {
          line.lookAgain = false
          await startDue(line, name)
        }
      } catch (error) {
        parts.log.error({ ...line.key, error }, 'webhooks cannot be read; trying again')
        later(line, name, PAUSE_MS)
      } finally {
        line.isLooking = false
      }
    })
  }

  const run = (work: () => Promise<void>): void => {
    const promise = work().finally(() => deliveries.delete(promise))
    deliveries.add(promise)
  }

  function later(line: Line, name: string, ms: number): void {
    clearTimeout(line.timer)
    if (isClosed) return
    line.timer = setTimeout(() => lookInto(line, name), Math.min(ms, LONGEST_TIMER_MS))
  }

  async function startDue(line: Line, name: string): Promise<void> {
    const endpoint = (await hooks.of(line.key.sdkAppId)).endpoints.get(line.key.endpointId)
    if (endpoint === undefined) {
      // It was taken away, and what waited for it with it.
      if (line.underWay.size === 0) lines.delete(name)
      return
    }
    const wait = breakers.waitOf(circuitOf(endpoint, 'after'))
    if (wait > 0) return later(line, name, wait)
    const room = breakers.isOpen(circuitOf(endpoint, 'after')) ? 1 : limits.concurrency - line.underWay.size
    if (room <= 0) return
    const now = parts.now()
    const due = await store.due(line.key, now, room + line.underWay.size)
    const free = due.filter((item) => !line.underWay.has(item.item_id)).slice(0, room)
    for (const item of free) {
      line.underWay.add(item.item_id)
      run(() =>
        deliverLane(endpoint, item).finally(() => {
          line.underWay.delete(item.item_id)
          lookInto(line, name)
        }),
      )
    }
    const next = await store.nextAt(line.key, now)
    // Also while others are under way: what waits for its next try must not wait for them.
    if (next !== undefined) later(line, name, Math.max(1, next - now))
    else if (line.underWay.size === 0 && !line.lookAgain) lines.delete(name)
  }

  /**
   * Delivers what waits in a lane, from its oldest item on. What was delivered is taken out together: a commit for each would be most of the
   * work. A process that dies in between tells a few of them again.
   */
  async function deliverLane(endpoint: Endpoint, head: QueueRow): Promise<void> {
    const delivered: QueueRow[] = []
    try {
      const until = performance.now() + RUN_MS
      for (const item of await store.lane(endpoint, head.lane, RUN_ITEMS)) {
        if (isClosed || performance.now() > until) break
        // Switched off since: nobody wants it any more.
        if (!endpoint.commands.has(item.command as WebhookCommand)) {
          delivered.push(item)
          continue
        }
        if (!breakers.admit(circuitOf(endpoint, 'after'))) break
        const posted = await post(endpoint, item.command as WebhookCommand, item)
        if (!posted.ok) {
          breakers.failed(circuitOf(endpoint, 'after'))
          return await settle(delivered, { item, why: posted.detail })
        }
        breakers.succeeded(circuitOf(endpoint, 'after'))
        parts.metrics.delivered(item.command, parts.now() - item.created_at)
        delivered.push(item)
      }
      await settle(delivered)
    } catch (error) {
      // It stays where it is and is tried again: twice is better than never.
      parts.log.error({ error, command: head.command }, 'the outcome of a webhook could not be stored')
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  async function post(endpoint: Endpoint, command: WebhookCommand, item: QueueRow): Promise<Posted> {
    const { body, client_ip: clientIp, platform, event_id: id } = item
    const request = signRequest(endpoint, { command, body, clientIp, platform, id }, parts.now())
    const from = performance.now()
    const posted = await parts.poster.post(endpoint, 'after', request, endpoint.timeoutMs)
    const took = performance.now() - from
    const outcome = posted.ok ? 'ok' : 'failed'
    parts.metrics.called(command, outcome, took)
    const { sdkAppId, endpointId } = endpoint
    const about = { sdkAppId, endpointId, command, direction: 'after' as const, outcome, body }
    const [answer, detail] = posted.ok ? [posted.text, ''] : ['', posted.detail]
    parts.calls.note({ ...about, answer, detail, at: parts.now(), took, attempt: item.tries + 1 })
    return posted
  }

  /** Stores what became of a run: what was delivered goes, and what failed waits or is buried. */
  async function settle(
    delivered: readonly QueueRow[],
    failed?: { readonly item: QueueRow; readonly why: string },
  ): Promise<void> {
    if (failed === undefined) {
      if (delivered.length > 0) await store.write(store.dequeue(delivered))
    } else {
      const { item, why } = failed
      const tries = item.tries + 1
      if (tries < limits.tries) {
        const nextAt = parts.now() + retryWait(tries, limits.firstWaitMs, Math.random())
        await store.write([...store.dequeue(delivered), store.postpone(item, tries, nextAt)])
      } else {
        await bury(delivered, { ...item, tries }, why)
      }
    }
    for (const item of delivered) queue.left(item.sdk_app_id)
  }

  async function bury(delivered: readonly QueueRow[], item: QueueRow, why: string): Promise<void> {
    const { sdk_app_id: sdkAppId, endpoint_id: endpointId, command, tries } = item
    await store.write([
      ...store.dequeue([...delivered, item]),
      store.bury(item, parts.now(), why),
      store.pruneDead(sdkAppId, limits.dead),
    ])
    queue.left(sdkAppId)
    parts.metrics.buried(command)
    parts.log.warn({ sdkAppId, endpointId, command, why, tries }, 'a webhook became a dead letter')
  }

  async function lookAtAll(): Promise<void> {
    await queue.count()
    for (const key of await store.busyEndpoints()) look(key)
  }

  return {
    async open() {
      queue.onStored(look)
      await lookAtAll()
      watch = setInterval(() => {
        const version = store.foreignVersion()
        if (version === seenVersion) return
        seenVersion = version
        lookAtAll().catch((error: unknown) => parts.log.error({ error }, 'webhooks cannot be read'))
      }, WATCH_MS).unref()
    },
    async oldest() {
      const found = new Map<string, number>()
      for (const { key } of lines.values()) {
        for (const { command, createdAt } of await store.oldest(key)) {
          found.set(command, Math.min(found.get(command) ?? createdAt, createdAt))
        }
      }
      return found
    },
    async close() {
      isClosed = true
      clearInterval(watch)
      for (const { timer } of lines.values()) clearTimeout(timer)
      await Promise.all(deliveries)
    },
  }
}
