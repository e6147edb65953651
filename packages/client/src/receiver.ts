import type { WireMessage } from '@signet/protocol/realtime/frames'
import { LIMITS } from '@signet/protocol/realtime/frames'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import { fullJitter, RETRY } from './backoff.ts'
import type { Timer } from './clock.ts'
import type { Connection } from './connection.ts'
import type { Environment } from './environment.ts'
import { type ChatError, toChatError } from './errors.ts'
import { type Delivery, Timeline } from './timeline.ts'

export type Head = OpOutput<'sync'>['conversations'][number]

export interface ReceiverOptions {
  readonly request: Connection['request']
  /** The server said where conversations stand. */
  readonly heads: (heads: readonly Head[]) => void
  /** A sync is complete; called before what it brought is delivered. */
  readonly synced: () => void
  readonly deliver: (delivery: Delivery<WireMessage>) => void
  readonly error: (error: ChatError) => void
}

/** The work of one connection: void once the connection is lost. */
interface Run {
  isOver: boolean
  isSyncing: boolean
  /** The server spoke up during the sync, so its answer may be old already. */
  isDirty: boolean
  readonly queue: Set<string>
  readonly pulling: Set<string>
  readonly timers: Set<Timer>
}

/** Conversations that are repaired at the same time: after an outage hundreds may be behind. */
const MOST_PULLS = 4

/** Brings everything in, once and in order: from pushes, and by asking for what they missed. */
export class Receiver {
  readonly #env: Environment
  readonly #options: ReceiverOptions
  readonly #timeline = new Timeline<WireMessage>()
  /** Server time of the last complete sync, ms. */
  #since: number | undefined
  #run: Run | undefined

  constructor(env: Environment, options: ReceiverOptions) {
    this.#env = env
    this.#options = options
  }

  /** The greatest seq that was delivered, with all before it. */
  high(conversation: string): number {
    return this.#timeline.high(conversation)
  }

  connected(): void {
    this.disconnected()
    const run: Run = {
      isOver: false,
      isSyncing: false,
      isDirty: false,
      queue: new Set(),
      pulling: new Set(),
      timers: new Set(),
    }
    this.#run = run
    void this.#sync(run, 0)
  }

  disconnected(): void {
    if (!this.#run) return
    this.#run.isOver = true
    for (const timer of this.#run.timers) this.#env.clock.cancel(timer)
    this.#run = undefined
  }

  /** Pushes were lost: find out which. */
  dirty(): void {
    const run = this.#run
    if (!run) return
    if (run.isSyncing) run.isDirty = true
    else void this.#sync(run, 0)
  }

  pushed(conversation: string, message: WireMessage): void {
    this.#deliver(conversation, this.#timeline.receive(conversation, message))
  }

  /** An own message took its place. */
  placed(conversation: string, seq: number): void {
    this.#deliver(conversation, this.#timeline.fill(conversation, seq))
  }

  /** The conversation reaches up to `head`. */
  seen(conversation: string, head: number): void {
    this.#timeline.seen(conversation, head)
    this.#pullIfBehind(conversation)
  }

  async #sync(run: Run, attempt: number): Promise<void> {
    run.isSyncing = true
    run.isDirty = false
    try {
      const last = await this.#pages(run)
      if (run.isOver) return
      run.isSyncing = false
      const isFirst = this.#since === undefined
      this.#since = last
      this.#options.synced()
      if (isFirst) for (const { conversation, messages } of this.#timeline.open()) this.#deliver(conversation, messages)
      if (run.isOver) return
      for (const conversation of this.#timeline.behind()) this.#pull(run, conversation)
      if (run.isDirty) this.dirty()
    } catch (error) {
      if (run.isOver) return
      this.#later(run, attempt, error, () => void this.#sync(run, attempt + 1))
    }
  }

  /** @returns the server time from which the next sync asks: that of the first page, as later ones may take a while */
  async #pages(run: Run): Promise<number | undefined> {
    let time: number | undefined
    let cursor: string | undefined
    do {
      const page = await this.#options.request('sync', {
        ...(this.#since !== undefined && { since: this.#since }),
        ...(cursor !== undefined && { cursor }),
      })
      if (run.isOver) return undefined
      time ??= page.time
      cursor = page.cursor
      this.#options.heads(page.conversations)
      for (const { conversation, head, last } of page.conversations) {
        if (this.#since === undefined) this.#timeline.baseline(conversation, head)
        else if (last) this.#deliver(conversation, this.#timeline.receive(conversation, last))
        else this.#timeline.seen(conversation, head)
      }
    } while (cursor !== undefined)
    return time
  }

  #deliver(conversation: string, messages: readonly WireMessage[]): void {
    if (messages.length > 0) this.#options.deliver({ conversation, messages })
    this.#pullIfBehind(conversation)
  }

  #pullIfBehind(conversation: string): void {
    if (this.#run && this.#timeline.isBehind(conversation)) this.#pull(this.#run, conversation)
  }

  #pull(run: Run, conversation: string): void {
    if (run.pulling.has(conversation)) return
    run.queue.add(conversation)
    this.#pump(run)
  }

  #pump(run: Run): void {
    for (const conversation of run.queue) {
      if (run.isOver || run.pulling.size >= MOST_PULLS) return
      run.queue.delete(conversation)
      run.pulling.add(conversation)
      void this.#repair(run, conversation, 0)
    }
  }

  /** Asks page by page until nothing is missing. */
  async #repair(run: Run, conversation: string, attempt: number): Promise<void> {
    try {
      while (this.#timeline.isBehind(conversation)) {
        const after = this.#timeline.high(conversation)
        const { messages } = await this.#options.request('history', { conversation, after, limit: LIMITS.historyPage })
        if (run.isOver) return
        this.#deliver(conversation, this.#timeline.pulled(conversation, after, messages))
        if (run.isOver) return
      }
      run.pulling.delete(conversation)
    } catch (error) {
      if (run.isOver) return
      this.#later(run, attempt, error, () => void this.#repair(run, conversation, attempt + 1))
      return
    }
    this.#pump(run)
  }

  /** Missing messages are never given up: whatever the server's reason, it is asked again, ever more rarely. */
  #later(run: Run, attempt: number, thrown: unknown, task: () => void): void {
    const error = toChatError(thrown)
    if (!error.retryable) this.#options.error(error)
    const { clock, random } = this.#env
    const delay = fullJitter(attempt, RETRY, random) + (error.retryAfter ?? 0)
    const timer = clock.after(delay, () => {
      run.timers.delete(timer)
      task()
    })
    run.timers.add(timer)
  }
}
