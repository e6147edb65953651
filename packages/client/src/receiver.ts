import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import type { WireChange } from '@signet/protocol/realtime/changes'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { LIMITS } from '@signet/protocol/realtime/frames'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { Connection } from './connection.ts'
import type { Environment } from './environment.ts'
import type { ChatError } from './errors.ts'
import { Follower } from './follower.ts'
import type { Delivery } from './timeline.ts'
import { Work } from './work.ts'

export type Head = OpOutput<'sync'>['conversations'][number]

/** An event with its place in the conversation's second log. */
export interface NumberedChange {
  readonly seq: number
  readonly change: WireChange
}

export interface ReceiverOptions {
  readonly request: Connection['request']
  /** The server said where conversations stand. */
  readonly heads: (heads: readonly Head[]) => void
  /** A sync is complete; called before what it brought is delivered. */
  readonly synced: () => void
  readonly deliver: (delivery: Delivery<WireMessage>) => void
  readonly changed: (delivery: Delivery<NumberedChange>) => void
  /** All that was missed up to the last sync has been delivered. Once a connection. */
  readonly caughtUp: () => void
  /** The server has less than it told before: it was put back. */
  readonly rolledBack: () => void
  readonly error: (error: ChatError) => void
}

interface Run {
  readonly work: Work
  isSyncing: boolean
  /** The server spoke up during the sync, so its answer may be old already. */
  isDirty: boolean
  isCaughtUp: boolean
  /** Conversations of which is being asked where they are new from. */
  readonly beginning: Set<string>
}

/** Brings everything in, once and in order: from pushes, and by asking for what they missed. */
export class Receiver {
  readonly #env: Environment
  readonly #options: ReceiverOptions
  readonly #messages: Follower<WireMessage>
  readonly #changes: Follower<NumberedChange>
  /** Server time of the last complete sync, ms. */
  #since: number | undefined
  #run: Run | undefined
  /** Who waits until it is known from where on a conversation is new. */
  readonly #waiting = new Map<string, (() => void)[]>()

  constructor(env: Environment, options: ReceiverOptions) {
    this.#env = env
    this.#options = options
    const limit = LIMITS.historyPage
    this.#messages = new Follower({
      pull: async (conversation, after) => {
        const { messages } = await options.request('history', { conversation, after, limit })
        return messages as readonly WireMessage[]
      },
      deliver: options.deliver,
      idle: () => this.#checkCaughtUp(),
      unbegun: (conversations) => this.#findBeginnings(conversations),
    })
    this.#changes = new Follower({
      pull: async (conversation, after) => {
        const { changes } = await options.request('changes', { conversation, after, limit })
        return changes.map((change) => numbered(change as WireChange))
      },
      deliver: options.changed,
      idle: () => this.#checkCaughtUp(),
      unbegun: (conversations) => this.#findBeginnings(conversations),
    })
  }

  /** The greatest seq that was delivered, with all before it. */
  high(conversation: string): number {
    return this.#messages.high(conversation)
  }

  /** The newest event of a conversation that was delivered, with all before it. */
  changes(conversation: string): number {
    return this.#changes.high(conversation)
  }

  connected(): void {
    this.disconnected()
    const work = new Work(this.#env, (error) => this.#options.error(error))
    const run: Run = { work, isSyncing: false, isDirty: false, isCaughtUp: false, beginning: new Set() }
    this.#run = run
    this.#messages.start(work)
    this.#changes.start(work)
    void this.#sync(run, 0)
  }

  disconnected(): void {
    this.#run?.work.end()
    this.#run = undefined
    this.#messages.stop()
    this.#changes.stop()
    for (const conversation of [...this.#waiting.keys()]) this.#release(conversation)
  }

  /** Pushes were lost: find out which. */
  dirty(): void {
    const run = this.#run
    if (!run) return
    if (run.isSyncing) run.isDirty = true
    else void this.#sync(run, 0)
  }

  /** Resolves when it is known from where on the conversation is new, or that it cannot be found out now. */
  async begun(conversation: string): Promise<void> {
    if (!this.#run || this.#messages.hasBegun(conversation)) return
    await new Promise<void>((resolve) => {
      this.#waiting.set(conversation, [...(this.#waiting.get(conversation) ?? []), resolve])
      this.#findBeginnings([conversation])
    })
  }

  pushed(conversation: string, message: WireMessage): void {
    this.#messages.receive(conversation, message)
    this.#tookFirst(conversation, message.seq)
  }

  changed(conversation: string, change: WireChange): void {
    this.#changes.receive(conversation, numbered(change))
  }

  /** An own message took its place. */
  placed(conversation: string, seq: number): void {
    this.#messages.fill(conversation, seq)
    this.#tookFirst(conversation, seq)
  }

  /** The conversation reaches up to `head`. */
  seen(conversation: string, head: number): void {
    this.#messages.reaches(conversation, head)
    this.#messages.repair(conversation)
  }

  async #sync(run: Run, attempt: number): Promise<void> {
    run.isSyncing = true
    run.isDirty = false
    try {
      const last = await this.#pages(run)
      if (run.work.isOver) return
      run.isSyncing = false
      const isFirst = this.#since === undefined
      this.#since = last
      this.#options.synced()
      if (isFirst) {
        this.#messages.open()
        this.#changes.open()
      }
      if (run.work.isOver) return
      this.#messages.repair()
      this.#changes.repair()
      this.#messages.tellUnbegun()
      this.#changes.tellUnbegun()
      if (run.isDirty) this.dirty()
      this.#checkCaughtUp()
    } catch (error) {
      if (run.work.isOver) return
      run.work.later(attempt, error, () => void this.#sync(run, attempt + 1))
    }
  }

  /** @returns the server time from which the next sync asks: that of the first page, as later ones may take a while */
  async #pages(run: Run): Promise<number | undefined> {
    let time: number | undefined
    let cursor: string | undefined
    const held = this.#messages.highs()
    do {
      const page = await this.#options.request('sync', {
        ...(this.#since !== undefined && { since: this.#since }),
        ...(cursor !== undefined && { cursor }),
      })
      if (run.work.isOver) return undefined
      time ??= page.time
      cursor = page.cursor
      // Compared with what was held when the question was put: what comes in meanwhile may be newer than the answer.
      if (page.conversations.some(({ conversation, head }) => head < (held.get(conversation) ?? 0))) {
        this.#options.rolledBack()
        return undefined
      }
      this.#options.heads(page.conversations)
      for (const line of page.conversations) this.#head(line)
    } while (cursor !== undefined)
    return time
  }

  #checkCaughtUp(): void {
    const run = this.#run
    if (!run || run.isSyncing || run.isCaughtUp || !this.#messages.isIdle || !this.#changes.isIdle) return
    if (run.beginning.size > 0) return
    run.isCaughtUp = true
    this.#options.caughtUp()
  }

  #findBeginnings(conversations: readonly string[]): void {
    const run = this.#run
    if (!run) return
    const unasked = conversations.filter((conversation) => !run.beginning.has(conversation))
    for (const conversation of unasked) run.beginning.add(conversation)
    if (unasked.length > 0) void this.#askBeginnings(run, unasked, 0)
  }

  /** What the user has read, when coming in also what was there already, is history; what follows is news. */
  async #askBeginnings(run: Run, names: readonly string[], attempt: number): Promise<void> {
    const asked = names.slice(0, CONVERSATION_LIMITS.named)
    try {
      const { conversations, left } = await this.#options.request('conversation.get', { conversations: asked })
      if (run.work.isOver) return
      this.#options.heads(conversations)
      const known = new Map(conversations.map((line) => [line.conversation, line]))
      const rest = [...left, ...names.slice(asked.length)]
      for (const name of names) if (!rest.includes(name)) this.#begin(name, known.get(name))
      if (rest.length > 0) void this.#askBeginnings(run, rest, 0)
      else this.#checkCaughtUp()
    } catch (error) {
      if (run.work.isOver) return
      run.work.later(attempt, error, () => void this.#askBeginnings(run, names, attempt + 1))
    }
  }

  #begin(conversation: string, line: Head | undefined): void {
    this.#run?.beginning.delete(conversation)
    this.#release(conversation)
    this.#messages.begin(conversation, line?.read)
    this.#changes.begin(conversation, line?.changeHead)
    if (line) this.#messages.reaches(conversation, line.head)
    this.#messages.repair(conversation)
  }

  #release(conversation: string): void {
    const waiting = this.#waiting.get(conversation) ?? []
    this.#waiting.delete(conversation)
    for (const resolve of waiting) resolve()
  }

  /** Whoever hears the first message of a conversation hears all that happens in it. */
  #tookFirst(conversation: string, seq: number): void {
    if (seq === 1 && this.#since !== undefined) this.#changes.begin(conversation, 0)
  }

  #head({ conversation, head, changeHead, last, read }: Head): void {
    if (this.#since === undefined) {
      this.#messages.baseline(conversation, head)
      this.#changes.baseline(conversation, changeHead)
    } else {
      this.#messages.begin(conversation, read)
      this.#changes.begin(conversation, changeHead)
      if (last) this.#messages.receive(conversation, last as WireMessage)
      this.#messages.reaches(conversation, head)
      this.#changes.reaches(conversation, changeHead)
    }
  }
}

const numbered = (change: WireChange): NumberedChange => ({ seq: change.changeSeq, change })
