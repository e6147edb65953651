import { setTimeout } from 'node:timers/promises'
import { readAnswer } from './answer.ts'
import type { Gateway } from './gateways.ts'
import type { PushMetrics } from './metrics.ts'
import type { Note } from './note.ts'
import type { GatewayPost } from './post.ts'
import { namesFor, type Push, type PushParts, pushesTo } from './push.ts'
import type { PushFacts } from './push-id.ts'
import { type ReceiverParts, receiversOf } from './receivers.ts'
import { BATCH, expiryOf, isFinal } from './rules.ts'
import type { Stage } from './stage.ts'
import { Waiting } from './waiting.ts'

export interface LaneParts extends ReceiverParts, PushParts {
  readonly poster: GatewayPost
  readonly metrics: PushMetrics
  readonly limits: { readonly most: number; readonly maxAgeMs: number; readonly firstWaitMs: number }
  gatewayOf(sdkAppId: number): Gateway | undefined
  /** Is a message still one to tell of: not taken back, and not gone? */
  stands(timeline: string, seq: number): Promise<boolean>
  /** Tells how far pushes came. Never throws. */
  tell(sdkAppId: number, staged: readonly (readonly [PushFacts, Stage])[]): Promise<void>
  /** ms */
  now(): number
  onFailure(error: unknown): void
}

/** How the gateway of an application does. Times are ms. */
export interface LaneState {
  /** Messages that are not looked at yet, and pushes in hand. */
  readonly waiting: number
  readonly oldestAt: number | undefined
  readonly lastTakenAt: number | undefined
  /** Since it last worked. */
  readonly lastFailure: { readonly at: number; readonly detail: string } | undefined
}

const LONGEST_WAIT_MS = 60_000
const AFTER_ERROR_MS = 1_000

/**
 * What one application has to push, one request at a time and in order, so that neither a slow gateway nor a large group costs anybody
 * else anything. Of what waits only messages are kept: who has to hear of one is decided when it is its turn (PSH5, PSH6).
 */
export class Lane {
  readonly #sdkAppId: number
  readonly #parts: LaneParts
  readonly #waiting: Waiting<Note>
  readonly #stop: AbortSignal
  /** Made, and not sent yet. */
  #ready: Push[] = []
  #inHand: readonly Push[] = []
  #current: AsyncGenerator<Push[]> | undefined
  #running: Promise<void> | undefined
  #lastTakenAt: number | undefined
  #lastFailure: LaneState['lastFailure']

  constructor(sdkAppId: number, parts: LaneParts, stop: AbortSignal) {
    this.#sdkAppId = sdkAppId
    this.#parts = parts
    this.#stop = stop
    this.#waiting = new Waiting(parts.limits, (why) => parts.metrics.lost(why))
  }

  /** Costs the sender no more than this. */
  add(note: Note): void {
    this.#waiting.add(note, this.#parts.now())
    if (this.#running === undefined && !this.#stop.aborted) this.#start()
  }

  #start(): void {
    this.#running = this.#run().finally(() => {
      this.#running = undefined
      // Something may have come between the last look and the end.
      if (this.#waiting.size > 0 && !this.#stop.aborted) this.#start()
    })
  }

  get state(): LaneState {
    this.#waiting.dropOld(this.#parts.now())
    const pushes = [...this.#inHand, ...this.#ready]
    return {
      waiting: this.#waiting.size + pushes.length,
      oldestAt: pushes[0]?.at ?? this.#waiting.oldestAt,
      lastTakenAt: this.#lastTakenAt,
      lastFailure: this.#lastFailure,
    }
  }

  /** When nothing of it is under way. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  async #run(): Promise<void> {
    // Whoever sent the message has its ack first.
    await setTimeout(0)
    while (!this.#stop.aborted) {
      try {
        const batch = await this.#next()
        if (batch.length === 0) return
        this.#inHand = batch
        await this.#deliver()
      } catch (error) {
        this.#current = undefined
        this.#parts.metrics.lost('error')
        this.#parts.onFailure(error)
        await this.#pause(AFTER_ERROR_MS)
      } finally {
        this.#inHand = []
      }
    }
  }

  /** The pushes of the next request; none: nothing waits. */
  async #next(): Promise<Push[]> {
    while (this.#ready.length < BATCH && !this.#stop.aborted) {
      if (this.#current === undefined) {
        const note = this.#waiting.take(this.#parts.now())
        if (note === undefined) break
        this.#current = this.#pushesOf(note)
      }
      const page = await this.#current.next()
      if (page.done) this.#current = undefined
      else this.#ready.push(...page.value)
    }
    return this.#ready.splice(0, BATCH)
  }

  async *#pushesOf(note: Note): AsyncGenerator<Push[]> {
    const parts = this.#parts
    if (expiryOf(note, parts.now(), parts.limits.maxAgeMs) !== undefined) return
    let names: Awaited<ReturnType<typeof namesFor>> | undefined
    let made = 0
    for await (const userIds of receiversOf(parts, note)) {
      if (userIds.length === 0) continue
      if (names === undefined) {
        if (!(await parts.stands(note.timeline, note.seq))) return
        names = await namesFor(parts, note)
      }
      yield await pushesTo(parts, note, names, userIds, made)
      made += userIds.length
    }
  }

  /** Sends what is in hand, until it was taken or is given up. */
  async #deliver(): Promise<void> {
    const { metrics, limits, now } = this.#parts
    for (let tries = 1; !this.#stop.aborted; tries++) {
      const gateway = this.#parts.gatewayOf(this.#sdkAppId)
      if (gateway === undefined) {
        metrics.lost('removed', this.#inHand.length)
        return
      }
      // What was just decided stands; after a wait they may be back, and the news old.
      if (tries > 1) this.#inHand = await this.#stillWanted(this.#inHand)
      if (this.#inHand.length === 0) return
      const from = performance.now()
      const posted = await this.#parts.poster.post(gateway, this.#inHand)
      if (this.#stop.aborted) return
      metrics.called(posted.ok, performance.now() - from)
      if (posted.ok) {
        this.#lastTakenAt = now()
        this.#lastFailure = undefined
        await this.#settle(this.#inHand, posted.text)
        return
      }
      this.#lastFailure = { at: now(), detail: posted.detail }
      if (isFinal(posted.status)) {
        metrics.ended('refused', this.#inHand.length)
        return
      }
      const wait = Math.min(LONGEST_WAIT_MS, limits.firstWaitMs * 2 ** Math.min(tries - 1, 30))
      await this.#pause(wait / 2 + (wait / 2) * Math.random())
    }
  }

  async #stillWanted(pushes: readonly Push[]): Promise<Push[]> {
    const { metrics, limits, now } = this.#parts
    const fresh = pushes.filter((push) => {
      const expiry = expiryOf(push, now(), limits.maxAgeMs)
      if (expiry === 'age') metrics.lost('age')
      return expiry === undefined
    })
    if (fresh.length === 0) return []
    const absent = new Set(await this.#parts.absent(this.#sdkAppId, [...new Set(fresh.map(({ facts }) => facts.to))]))
    return fresh.filter(({ facts }) => absent.has(facts.to))
  }

  async #settle(pushes: readonly Push[], text: string): Promise<void> {
    const said = readAnswer(text)
    const staged: [PushFacts, Stage][] = []
    for (const { id, facts } of pushes) {
      const one = said.get(id)
      this.#parts.metrics.ended(one?.outcome ?? 'taken')
      if (one !== undefined) staged.push([facts, one.stage])
    }
    if (staged.length > 0) await this.#parts.tell(this.#sdkAppId, staged)
  }

  async #pause(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#stop, ref: false }).catch(() => undefined)
  }
}
