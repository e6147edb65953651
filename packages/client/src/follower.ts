import { type Delivery, type Numbered, Timeline } from './timeline.ts'
import type { Work } from './work.ts'

export interface FollowerOptions<M extends Numbered> {
  /** What follows `after` in a conversation, ascending; a page of it. */
  pull(conversation: string, after: number): Promise<readonly M[]>
  deliver(delivery: Delivery<M>): void
  /** It has to be found out from where on these conversations are new: `begin` says it. */
  unbegun(conversations: readonly string[]): void
  /** A conversation was brought up to date, and no other is being. */
  idle(): void
}

/** Conversations that are repaired at the same time: after an outage hundreds may be behind. */
const MOST_PULLS = 4

interface Run {
  readonly work: Work
  readonly queue: Set<string>
  readonly pulling: Set<string>
}

/** Keeps one kind of log of all conversations complete: takes what is pushed, and asks for what is missing. */
export class Follower<M extends Numbered> {
  readonly #options: FollowerOptions<M>
  readonly #timeline = new Timeline<M>()
  #run: Run | undefined

  constructor(options: FollowerOptions<M>) {
    this.#options = options
  }

  start(work: Work): void {
    this.#run = { work, queue: new Set(), pulling: new Set() }
  }

  stop(): void {
    this.#run = undefined
  }

  /** Whether nothing is being asked for. */
  get isIdle(): boolean {
    return (this.#run?.pulling.size ?? 0) === 0
  }

  /** The greatest number that was delivered, of every conversation. */
  highs(): Map<string, number> {
    return this.#timeline.highs()
  }

  /** The greatest number that was delivered, with all before it. */
  high(conversation: string): number {
    return this.#timeline.high(conversation)
  }

  /** The first sync found the conversation to reach up to `head`. */
  baseline(conversation: string, head: number): void {
    this.#timeline.baseline(conversation, head)
  }

  /** The first sync is complete. */
  open(): void {
    for (const { conversation, messages } of this.#timeline.open()) this.#deliver(conversation, messages)
    this.tellUnbegun()
  }

  hasBegun(conversation: string): boolean {
    return this.#timeline.hasBegun(conversation)
  }

  /** The conversation is new from what follows `head`, or from what came in. */
  begin(conversation: string, head?: number): void {
    this.#deliver(conversation, this.#timeline.begin(conversation, head))
  }

  receive(conversation: string, item: M): void {
    this.#deliver(conversation, this.#timeline.receive(conversation, item))
    this.tellUnbegun()
  }

  /** The app has this place already. */
  fill(conversation: string, seq: number): void {
    this.#deliver(conversation, this.#timeline.fill(conversation, seq))
    this.tellUnbegun()
  }

  /** The log reaches up to `head`; what is missing is asked for by `repair`. */
  reaches(conversation: string, head: number): void {
    this.#timeline.seen(conversation, head)
  }

  /** Asks for what is missing in a conversation, or in all of them. */
  repair(conversation?: string): void {
    const behind = conversation === undefined ? this.#timeline.behind() : [conversation]
    for (const name of behind) if (this.#timeline.isBehind(name)) this.#pull(name)
  }

  /** Asks from where on conversations are new of which that is not known. */
  tellUnbegun(): void {
    const conversations = this.#timeline.unbegun()
    if (conversations.length > 0) this.#options.unbegun(conversations)
  }

  #deliver(conversation: string, messages: readonly M[]): void {
    if (messages.length > 0) this.#options.deliver({ conversation, messages })
    this.repair(conversation)
  }

  #pull(conversation: string): void {
    const run = this.#run
    if (!run || run.pulling.has(conversation)) return
    run.queue.add(conversation)
    this.#pump(run)
  }

  #pump(run: Run): void {
    for (const conversation of run.queue) {
      if (run.work.isOver || run.pulling.size >= MOST_PULLS) return
      run.queue.delete(conversation)
      run.pulling.add(conversation)
      void this.#fetch(run, conversation, 0)
    }
  }

  /** Asks page by page until nothing is missing. */
  async #fetch(run: Run, conversation: string, attempt: number): Promise<void> {
    try {
      while (this.#timeline.isBehind(conversation)) {
        const after = this.#timeline.high(conversation)
        const items = await this.#options.pull(conversation, after)
        if (run.work.isOver) return
        this.#deliver(conversation, this.#timeline.pulled(conversation, after, items))
        if (run.work.isOver) return
      }
      run.pulling.delete(conversation)
    } catch (error) {
      if (run.work.isOver) return
      run.work.later(attempt, error, () => void this.#fetch(run, conversation, attempt + 1))
      return
    }
    this.#pump(run)
    if (run.pulling.size === 0) this.#options.idle()
  }
}
