import { Failure } from '../../engine/failure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Draft, Listener, Route } from '../messages/route.ts'
import type { SendOptions, Sent } from '../messages/send.ts'
import type { Trace, Witness } from '../messages/witness.ts'

/** One thing that happened to a message. `after`: ms since it came in. */
export type Step = { readonly after: number } & (
  | { readonly kind: 'asked'; readonly verdict: 'send' | 'drop' | 'refuse'; readonly took: number }
  | { readonly kind: 'stored'; readonly seq: number; readonly duplicate: boolean; readonly dropped?: string }
  | { readonly kind: 'told'; readonly conversation: string; readonly users: number; readonly hearers: readonly Told[] }
  | { readonly kind: 'failed'; readonly code: number; readonly error: string }
)

/** Somebody who was online on this node, and the sessions that were handed the message. */
export interface Told {
  readonly userId: string
  readonly sessions: readonly {
    readonly id: string
    readonly platform: string
    readonly since: number
    readonly waiting: boolean
  }[]
}

/** What became of one message, without what it says. */
export interface MessageTrace {
  readonly no: number
  readonly sdkAppId: number
  /** Key of the log that it went to. */
  readonly timeline: string
  readonly from: string
  readonly to: string
  readonly random: number
  readonly msgSeq: number
  /** When it came in, ms. */
  readonly at: number
  /** By what: a session, or nothing for a backend. */
  readonly session: string
  readonly platform: string
  readonly ip: string
  readonly elements: readonly string[]
  readonly bytes: number
  readonly steps: readonly Step[]
}

/** Whose messages are written down, and until when, ms. */
export interface Watch {
  readonly until: number
  /** Sent by or to one of these; empty: everybody of the application. */
  readonly userIds: readonly string[]
}

export interface Traces extends Witness {
  /** Writes the messages of an application down for a while. @param minutes 1–60 */
  watch(sdkAppId: number, userIds: readonly string[], minutes: number): Watch
  unwatch(sdkAppId: number): void
  watching(sdkAppId: number): Watch | undefined
  /** The newest first. */
  list(sdkAppId: number, filter?: { readonly timeline?: string; readonly limit?: number }): MessageTrace[]
  /** The application is gone. */
  forget(sdkAppId: number): void
  /** An account is gone, and what its messages and those to it went through. */
  forgetAccount(sdkAppId: number, userId: string): void
}

/** Of all applications together; the oldest go. */
export const MOST_TRACES = 1000
/** Users of one message that are named. */
const MOST_HEARERS = 50

export function createTraces(parts: { readonly registry: Pick<Registry, 'hearersOf'>; now(): number }): Traces {
  const { registry, now } = parts
  const watches = new Map<number, Watch>()
  let traces: (MessageTrace & { readonly steps: Step[] })[] = []
  let last = 0

  const watching = (sdkAppId: number): Watch | undefined => {
    const watch = watches.get(sdkAppId)
    if (watch === undefined || watch.until > now()) return watch
    watches.delete(sdkAppId)
    return undefined
  }

  function told({ subject, conversation, only }: Listener, except: string) {
    const { all, some } = registry.hearersOf(subject, MOST_HEARERS)
    const chosen = only === undefined ? some : some.filter(({ name }) => only.includes(name))
    const hearers = chosen.map(({ name, sessions }) => ({
      userId: name.slice(name.indexOf('.', 2) + 1),
      sessions: sessions
        .filter(({ id }) => id !== except)
        .map((session) => ({
          id: session.id,
          platform: session.identity?.platform ?? '',
          since: session.identity?.since ?? 0,
          waiting: session.isHeldUp,
        })),
    }))
    return { kind: 'told' as const, conversation, users: only === undefined ? all : chosen.length, hearers }
  }

  function open(route: Route, draft: Draft, { sentBy, origin }: Pick<SendOptions, 'sentBy' | 'origin'>): Trace {
    const { from, to, random, msgSeq, body } = draft
    const startedAt = performance.now()
    const steps: Step[] = []
    const note = (step: Step extends infer S ? (S extends Step ? Omit<S, 'after'> : never) : never): void => {
      steps.push({ ...step, after: performance.now() - startedAt } as Step)
    }
    const about = { sdkAppId: route.sdkAppId, timeline: route.timeline, from, to, random, msgSeq }
    const by = { session: sentBy, platform: origin?.platform ?? '', ip: origin?.ip ?? '' }
    const shape = { elements: body.map(({ MsgType }) => MsgType), bytes: Buffer.byteLength(JSON.stringify(body)) }
    traces.push({ no: ++last, ...about, at: now(), ...by, ...shape, steps })
    if (traces.length > MOST_TRACES) traces.shift()
    return {
      asked: (verdict, took) => note({ kind: 'asked', verdict, took }),
      stored({ seq, duplicate, dropReason }: Sent) {
        note({ kind: 'stored', seq, duplicate, ...(dropReason === undefined ? {} : { dropped: dropReason }) })
      },
      told(listeners, except) {
        for (const listener of listeners) note(told(listener, except))
      },
      failed(error) {
        const known = error instanceof Failure
        note({ kind: 'failed', code: known ? error.code : 0, error: known ? error.errorName : 'INTERNAL' })
      },
    }
  }

  return {
    begin(route, draft, by) {
      if (watches.size === 0) return undefined
      const watch = watching(route.sdkAppId)
      if (watch === undefined) return undefined
      const { userIds } = watch
      const isWanted = userIds.length === 0 || userIds.includes(draft.from) || userIds.includes(draft.to)
      return isWanted ? open(route, draft, by) : undefined
    },
    watch(sdkAppId, userIds, minutes) {
      const watch = { until: now() + minutes * 60_000, userIds }
      watches.set(sdkAppId, watch)
      return watch
    },
    forget(sdkAppId) {
      watches.delete(sdkAppId)
      traces = traces.filter((trace) => trace.sdkAppId !== sdkAppId)
    },
    forgetAccount(sdkAppId, userId) {
      traces = traces.filter((trace) => trace.sdkAppId !== sdkAppId || !names(trace, userId))
    },
    unwatch: (sdkAppId) => void watches.delete(sdkAppId),
    watching,
    list(sdkAppId, { timeline, limit = 100 } = {}) {
      const mine = traces.filter(
        (trace) => trace.sdkAppId === sdkAppId && (timeline === undefined || trace.timeline === timeline),
      )
      return mine.slice(-limit).reverse()
    },
  }
}

const names = ({ from, to, steps }: MessageTrace, userId: string): boolean =>
  from === userId ||
  to === userId ||
  steps.some((step) => step.kind === 'told' && step.hearers.some((hearer) => hearer.userId === userId))
