import { hash } from 'node:crypto'
import type { LRUCache } from 'lru-cache'
import { fail } from '../../engine/failure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Appended, Timeline } from '../../engine/timeline/timeline.ts'
import { deliver } from './delivery.ts'
import type { Draft, Route } from './route.ts'
import { bodyProblem, messageBytes, retryKey } from './rules.ts'

export interface SendParts {
  readonly timeline: Timeline
  readonly registry: Registry
  /**
   * Messages whose append failed, by timeline and retry key. The store may have kept one all the same; then its retry is a duplicate
   * that nobody was told of yet.
   */
  readonly untold: LRUCache<string, true>
  /** Hears of every message that names somebody, before its ack: whose ack is lost tries again, and then it hears it again. */
  mentioned?(route: Route, seq: number, draft: Draft): Promise<void>
}

export interface Sent {
  readonly seq: number
  /** Server clock, ms. */
  readonly time: number
  readonly duplicate: boolean
}

export interface SendOptions {
  /** Largest message of the application, bytes of its JSON. */
  readonly maxBytes: number
  /** The session that sent it: it gets the ack instead of a push. Empty when no session did. */
  readonly sentBy: string
}

/**
 * The one way a message is sent, whoever asks: a socket, later REST or another feature. Answers after the message is durable (MSG2).
 * @throws Failure MESSAGE_INVALID, MESSAGE_TOO_LONG, MESSAGE_ID_REUSED, STORE_UNAVAILABLE, or what the route says
 */
export function send(parts: SendParts, route: Route, draft: Draft, options: SendOptions): Promise<Sent> {
  const value = checked(draft, options.maxBytes)
  const admitted = route.admit(draft)
  // No await when the route knows the answer: two messages of one sender must reach the timeline in the order they were sent (MSG7).
  return admitted === undefined
    ? append(parts, route, draft, value, options.sentBy)
    : admitted.then(() => append(parts, route, draft, value, options.sentBy))
}

async function append(parts: SendParts, route: Route, draft: Draft, value: string, sentBy: string): Promise<Sent> {
  const key = retryKey(draft.from, draft.random, draft.clientTime)
  let sent: Appended
  try {
    const dedupe = { key, digest: hash('sha256', value, 'base64url') }
    sent = await parts.timeline.append({
      conversation: route.timeline,
      value,
      dedupe,
      author: draft.from,
      counts: !draft.noUnread,
    })
  } catch (error) {
    parts.untold.set(untoldName(route, key), true)
    throw error
  }
  if (!sent.duplicate || parts.untold.delete(untoldName(route, key)))
    deliver(parts.registry, route, draft, messageText(sent.seq, sent.time, value), sentBy)
  if (draft.mentions !== undefined || draft.mentionsAll) await parts.mentioned?.(route, sent.seq, draft)
  return sent
}

const untoldName = (route: Route, key: string): string => `${route.timeline} ${key}`

/** The text that a message is stored as. @throws Failure MESSAGE_INVALID, MESSAGE_TOO_LONG */
export function checked(draft: Draft, maxBytes: number): string {
  const problem = bodyProblem(draft.body)
  if (problem !== undefined) throw fail('MESSAGE_INVALID', problem)
  const value = textOf(draft)
  // A character is at most three bytes of UTF-8 here: count only when it can matter.
  if (value.length * 3 > maxBytes) {
    const bytes = messageBytes(draft.body, draft.cloudCustomData)
    if (bytes > maxBytes) throw fail('MESSAGE_TOO_LONG', `The message has ${bytes} bytes; at most ${maxBytes}.`)
  }
  return value
}

/** A schema looks no deeper than the fields that it knows; what is nested too deep in others has no text. */
function textOf(draft: Draft): string {
  try {
    return JSON.stringify(draft)
  } catch {
    throw fail('MESSAGE_INVALID', 'The message is nested too deep.')
  }
}

/** The JSON of a stored message: its number and time in front of what was stored, without parsing it. */
export const messageText = (seq: number, time: number, value: string): string =>
  `{"seq":${seq},"time":${time},${value.slice(1)}`
