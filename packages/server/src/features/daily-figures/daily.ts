import type { Tallies } from '../../engine/realtime/tally.ts'
import { type Count, DAYS, type Day, dayOf, type Kind, startOf } from './rules.ts'
import { hashOf, Sketch } from './sketch.ts'
import type { DailyStore, Increment } from './store.ts'

export interface DailyParts {
  readonly store: DailyStore
  readonly tallies: Tallies
  /** Webhook calls of an application since the start. */
  hooks(sdkAppId: number): { readonly calls: number; readonly failed: number }
  /** ms */
  now(): number
  onFailure(error: unknown): void
}

/** What happens in applications, by day. Counting costs an addition; what was counted is stored every few seconds (DAY1). */
export interface Daily {
  add(sdkAppId: number, name: Count, by?: number): void
  /** Counts a name once a day for each of these. */
  saw(sdkAppId: number, kinds: readonly Kind[], name: string): void
  /** A message was taken. */
  said(log: { readonly sdkAppId: number; readonly timeline: string }, from: string): void
  /** The last days, today included, the newest first. */
  days(sdkAppId: number): Promise<Day[]>
  /** Stores what was counted since the last time. A timer does it. */
  flush(): Promise<void>
  /** An application is gone: what was counted of its day counts for no other of its number. */
  forget(sdkAppId: number): Promise<void>
  close(): Promise<void>
}

const FLUSH_EVERY_MS = 5_000
/** What could not be stored is tried again; more than this is given up. */
const MOST_WAITING = 1_000

interface Open {
  readonly sdkAppId: number
  readonly counts: Map<Count, number>
  readonly sketches: Map<Kind, Sketch>
  /** Sketches with something new. */
  readonly grown: Set<Kind>
}

/** What of a tally was counted already. */
interface Seen {
  readonly own: number
  readonly group: number
  readonly calls: number
  readonly answers: number
}

const UNSEEN: Seen = { own: 0, group: 0, calls: 0, answers: 0 }
const PRIVATE = ['active', 'senders', 'c2cSenders'] as const
const GROUP = ['active', 'senders', 'groupSenders'] as const
const IN_GROUP = '\x1fGROUP\x1f'

export function createDaily(parts: DailyParts): Daily {
  const { store, tallies, now } = parts
  const open = new Map<number, Open>()
  const seen = new Map<number, Seen>()
  let today = dayOf(now())
  let endsAt = startOf(today + 1)
  /** Of days that ended, and of what could not be stored. */
  let waiting: Increment[] = []
  let underWay: Promise<void> = Promise.resolve()

  function openOf(sdkAppId: number): Open {
    if (now() >= endsAt) turnDay()
    let one = open.get(sdkAppId)
    if (one === undefined) {
      one = { sdkAppId, counts: new Map(), sketches: new Map(), grown: new Set() }
      open.set(sdkAppId, one)
    }
    return one
  }

  function turnDay(): void {
    for (const one of open.values()) take(one)
    open.clear()
    today = dayOf(now())
    endsAt = startOf(today + 1)
  }

  const add = ({ counts }: Open, name: Count, by: number): void => void counts.set(name, (counts.get(name) ?? 0) + by)

  function saw(one: Open, kinds: readonly Kind[], hash: number): void {
    for (const kind of kinds) {
      let sketch = one.sketches.get(kind)
      if (sketch === undefined) {
        sketch = new Sketch()
        one.sketches.set(kind, sketch)
      }
      if (sketch.add(hash)) one.grown.add(kind)
    }
  }

  /** Moves what an application has to what is about to be stored. */
  function take(one: Open): void {
    const { sdkAppId, counts, sketches, grown } = one
    const mostOnline = tallies.of(sdkAppId).users
    if (counts.size === 0 && grown.size === 0 && mostOnline === 0) return
    const news = new Map([...grown].map((kind) => [kind, sketches.get(kind)!]))
    waiting.push({ sdkAppId, day: today, counts: new Map(counts), sketches: news, mostOnline })
    counts.clear()
    grown.clear()
  }

  /** What others count for all purposes. */
  function readTallies(): void {
    for (const [sdkAppId, { deliveries, groupDeliveries }] of tallies.entries()) {
      const { calls, failed } = parts.hooks(sdkAppId)
      const last = seen.get(sdkAppId) ?? UNSEEN
      const next = { own: deliveries - groupDeliveries, group: groupDeliveries, calls, answers: calls - failed }
      seen.set(sdkAppId, next)
      const one = openOf(sdkAppId)
      for (const [name, by] of [
        ['c2cDown', next.own - last.own],
        ['groupDown', next.group - last.group],
        ['hookCalls', next.calls - last.calls],
        ['hookAnswers', next.answers - last.answers],
      ] as const) {
        if (by > 0) add(one, name, by)
      }
    }
  }

  async function storeAll(): Promise<void> {
    readTallies()
    for (const one of open.values()) take(one)
    const taken = waiting
    waiting = []
    for (const increment of taken) {
      try {
        await store.add(increment)
      } catch (error) {
        parts.onFailure(error)
        if (waiting.length < MOST_WAITING) waiting.push(increment)
      }
    }
  }

  const flush = (): Promise<void> => {
    underWay = underWay.then(storeAll)
    return underWay
  }
  let cleaned = 0
  const timer = setInterval(async () => {
    await flush()
    if (cleaned === today) return
    cleaned = today
    await store.removeBefore(today - DAYS).catch(parts.onFailure)
  }, FLUSH_EVERY_MS).unref()

  return {
    add: (sdkAppId, name, by = 1) => add(openOf(sdkAppId), name, by),
    saw: (sdkAppId, kinds, name) => saw(openOf(sdkAppId), kinds, hashOf(name)),
    said({ sdkAppId, timeline }, from) {
      const one = openOf(sdkAppId)
      const at = timeline.indexOf(IN_GROUP)
      add(one, at < 0 ? 'c2cUp' : 'groupUp', 1)
      saw(one, at < 0 ? PRIVATE : GROUP, hashOf(from))
      if (at >= 0) saw(one, ['groups'], hashOf(timeline.slice(at + IN_GROUP.length)))
    },
    async days(sdkAppId) {
      await flush()
      return (await store.days(sdkAppId, today - DAYS + 1, today)).reverse()
    },
    flush,
    async forget(sdkAppId) {
      await flush()
      open.delete(sdkAppId)
    },
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}
