import { hash } from 'node:crypto'
import type { LRUCache } from 'lru-cache'
import { fail } from '../../engine/failure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Appended, Timeline } from '../../engine/timeline/timeline.ts'
import type { BeforeAppend } from '../files/bind.ts'
import type { PushTaskOf } from '../offline-push/note.ts'
import type { MessageHooks, Sending, SendVerdict } from '../webhooks/messages.ts'
import type { SentNote } from '../webhooks/outbox.ts'
import { deliver } from './delivery.ts'
import { carriesList } from './merged/keep.ts'
import type { Admitted, Draft, Live, Route } from './route.ts'
import { bodyProblem, briefRetryKey, messageBytes, retryKey } from './rules.ts'
import type { Trace, Witness } from './witness.ts'

export interface SendParts {
  readonly timeline: Timeline
  readonly registry: Registry
  /**
   * Messages whose append failed, by timeline and retry key. The store may have kept one all the same; then its retry is a duplicate
   * that nobody was told of yet.
   */
  readonly untold: LRUCache<string, true>
  /** What has to be done before a message is stored; nothing for nearly every message, which then costs no await. */
  readonly beforeAppend?: BeforeAppend
  /** Hears of every message that names somebody, before its ack: whose ack is lost tries again, and then it hears it again. */
  mentioned?(route: Route, seq: number, draft: Draft): Promise<void>
  /** Hears of every message that carries the key of a list, before its ack, as `mentioned` does. @param value as it is stored */
  carried?(route: Route, value: string): Promise<void>
  /** Hears of every message that was stored, after who is there was told; retries left out. Nobody waits for it. */
  readonly offline?: (route: Route, draft: Draft, sent: Appended, options: SendOptions) => void
  /** Hears of every message that was taken, retries left out. */
  readonly counted?: (route: Route, from: string) => void
  /** What applications have to say about messages; absent: nothing. */
  readonly hooks?: MessageHooks
  /** Who writes down what becomes of messages; absent: nobody. */
  readonly witness?: Witness
}

export interface Sent {
  readonly seq: number
  /** Server clock, ms. */
  readonly time: number
  readonly duplicate: boolean
  /** Nobody gets it: the live room had too many messages. */
  readonly dropReason?: string
  /** As it was stored, where the application changed it. */
  readonly rewritten?: Draft
}

export interface SendOptions {
  /** Largest message of the application, bytes of its JSON. */
  readonly maxBytes: number
  /** The session that sent it: it gets the ack instead of a push. Empty when no session did. */
  readonly sentBy: string
  /** By whose request, for webhooks; absent: none of them hears of the message. */
  readonly origin?: SentNote
  /** The same sender and random are the same message for so long, ms, whatever time it bears. Absent: MSG4. */
  readonly retriesFor?: number
  /** Asked right before the message is stored: was its sender shut out since? */
  readonly isShutOut?: () => boolean
  /** Webhooks that the caller leaves out. */
  readonly withoutHooks?: { readonly before?: boolean; readonly after?: boolean }
  /** The push to many that it is part of. */
  readonly task?: PushTaskOf
  /** Somebody wants to know what becomes of this message. */
  readonly trace?: Trace
}

/**
 * The one way a message is sent, whoever asks: a socket, later REST or another feature. Answers after the message is durable (MSG2).
 * @throws Failure MESSAGE_INVALID, MESSAGE_TOO_LONG, MESSAGE_ID_REUSED, STORE_UNAVAILABLE, or what the route or the application says
 */
export function send(parts: SendParts, route: Route, draft: Draft, options: SendOptions): Promise<Sent> {
  const trace = parts.witness?.begin(route, draft, options)
  return trace === undefined ? sendOn(parts, route, draft, options) : followed(parts, route, draft, options, trace)
}

/** The same, and whoever wants to know hears what became of it. */
async function followed(
  parts: SendParts,
  route: Route,
  draft: Draft,
  options: SendOptions,
  trace: Trace,
): Promise<Sent> {
  try {
    return await sendOn(parts, route, draft, { ...options, trace })
  } catch (error) {
    trace.failed(error)
    throw error
  }
}

function sendOn(parts: SendParts, route: Route, draft: Draft, options: SendOptions): Promise<Sent> {
  return options.origin !== undefined && !options.withoutHooks?.after && parts.hooks?.hearsFailures(route)
    ? tellFailure(parts, route, draft, options)
    : attempt(parts, route, draft, options)
}

/** The application hears of a message that could not be sent. */
async function tellFailure(parts: SendParts, route: Route, draft: Draft, options: SendOptions): Promise<Sent> {
  try {
    return await attempt(parts, route, draft, options)
  } catch (error) {
    const sending = sendingOf(route, draft, options)
    if (sending !== undefined) parts.hooks?.failed(sending, error)
    throw error
  }
}

function attempt(parts: SendParts, route: Route, draft: Draft, options: SendOptions): Promise<Sent> {
  const value = checked(draft, options.maxBytes)
  const admitted = route.admit(draft)
  // No await when the route knows the answer: two messages of one sender must reach the timeline in the order they were sent (MSG7).
  return admitted instanceof Promise
    ? admitted.then((live) => ask(parts, route, live, draft, value, options))
    : ask(parts, route, admitted, draft, value, options)
}

/** Asks the application, when it wants to be asked: it may refuse the message, or have it sent with another body. */
function ask(
  parts: SendParts,
  route: Route,
  live: Admitted,
  draft: Draft,
  value: string,
  options: SendOptions,
): Promise<Sent> {
  const sending = parts.hooks && sendingOf(route, draft, options)
  const asked = options.withoutHooks?.before ? undefined : sending && parts.hooks?.before(sending)
  const store = live === undefined ? append : sayLive(live)
  if (asked === undefined) return store(parts, route, draft, { value, sent: value }, options)
  const judged = options.trace === undefined ? asked : timed(asked, options.trace)
  return judged.then((verdict: SendVerdict) => {
    if (verdict.kind === 'drop') return { seq: 0, time: verdict.time, duplicate: false }
    const changed = verdict.draft === draft ? value : checked(verdict.draft, options.maxBytes)
    const goOn = () => store(parts, route, verdict.draft, { value: changed, sent: value }, options)
    const again = route.admitAgain?.(verdict.draft)
    const stored = again instanceof Promise ? again.then(goOn) : goOn()
    return verdict.draft === draft ? stored : stored.then((sent) => ({ ...sent, rewritten: verdict.draft }))
  })
}

async function timed(asked: Promise<SendVerdict>, trace: Trace): Promise<SendVerdict> {
  const from = performance.now()
  try {
    const verdict = await asked
    trace.asked(verdict.kind, performance.now() - from)
    return verdict
  } catch (error) {
    trace.asked('refuse', performance.now() - from)
    throw error
  }
}

/** What happens to a message instead of its append where nothing is stored. */
const sayLive =
  (live: Live): typeof append =>
  async (parts, route, draft, { value }, options) => {
    const ready = parts.beforeAppend?.(route, draft)
    if (ready !== undefined) await ready
    refuseShutOut(options)
    const sent = live.say(draft, value, options.sentBy)
    count(parts, route, draft)
    options.trace?.stored(sent)
    const isTold = !sent.duplicate && sent.dropReason === undefined && !options.withoutHooks?.after
    const sending = isTold ? parts.hooks && sendingOf(route, draft, options) : undefined
    if (sending !== undefined) await parts.hooks?.signalled(sending, sent.time, sent.seq)
    return sent
  }

/** A message as webhooks see it; nothing when they are not to. */
export function sendingOf(route: Route, draft: Draft, options: SendOptions, onlineOnly = false): Sending | undefined {
  const { origin, maxBytes } = options
  if (origin === undefined) return undefined
  const { sdkAppId, timeline } = route
  return { sdkAppId, timeline, draft, note: origin, onlineOnly, fits: (rewritten) => fits(rewritten, maxBytes) }
}

/** `sent` is what its sender sent: by that a retry is known, whatever the application made of it. */
async function append(
  parts: SendParts,
  route: Route,
  draft: Draft,
  { value, sent: original }: { readonly value: string; readonly sent: string },
  options: SendOptions,
): Promise<Sent> {
  // Each try has a time of its own: one message must not carry its files under several.
  const carrier = options.retriesFor === undefined ? draft : { ...draft, clientTime: 0 }
  const ready = parts.beforeAppend?.(route, carrier)
  if (ready !== undefined) await ready
  refuseShutOut(options)
  const dedupe = retryOf(draft, original, options.retriesFor)
  const { key } = dedupe
  const sending = options.withoutHooks?.after ? undefined : parts.hooks && sendingOf(route, draft, options)
  const outbox = sending && parts.hooks?.work(sending)
  let sent: Appended
  try {
    sent = await parts.timeline.append({
      conversation: route.timeline,
      value,
      dedupe,
      author: draft.from,
      // A message for some members counts for none: the log does not know whom it is for, and others must not learn that it is there.
      counts: !draft.noUnread && draft.targets === undefined,
      ...(outbox === undefined ? {} : { outbox }),
    })
  } catch (error) {
    parts.untold.set(untoldName(route, key), true)
    throw error
  }
  if (outbox !== undefined) parts.hooks?.stored()
  if (!sent.duplicate) count(parts, route, draft)
  options.trace?.stored(sent)
  if (!sent.duplicate || parts.untold.delete(untoldName(route, key))) {
    deliver(parts.registry, route, draft, messageText(sent.seq, sent.time, value), options.sentBy)
    options.trace?.told(route.audience(draft), options.sentBy)
    parts.offline?.(route, draft, sent, options)
  }
  if (carriesList(value)) await parts.carried?.(route, value)
  if (draft.mentions !== undefined || draft.mentionsAll) await parts.mentioned?.(route, sent.seq, draft)
  return sent
}

function count({ registry, counted }: SendParts, route: Route, { from }: Draft): void {
  registry.tallies.of(route.sdkAppId).messages++
  counted?.(route, from)
}

/** What waits for an answer of the application, or for its turn, is not said by who was kicked meanwhile (SES4). */
function refuseShutOut({ isShutOut }: SendOptions): void {
  if (isShutOut?.()) throw fail('NOT_LOGGED_IN', 'The logins of this account were ended before the message was stored.')
}

function retryOf(draft: Draft, original: string, within: number | undefined) {
  const { from, random, clientTime } = draft
  if (within === undefined) return { key: retryKey(from, random, clientTime), digest: digestOf(original) }
  // Each try has the time at which it was made; only the rest says whether it is the same message.
  const timeless = original.replace(`"clientTime":${clientTime},`, '')
  return { key: briefRetryKey(from, random), digest: digestOf(timeless), within }
}

const digestOf = (text: string): string => hash('sha256', text, 'base64url')

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

function fits(draft: Draft, maxBytes: number): boolean {
  try {
    checked(draft, maxBytes)
    return true
  } catch {
    return false
  }
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
