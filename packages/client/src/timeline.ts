/**
 * What this client has of every conversation's log, and what is missing. Pure: no clock, no I/O.
 *
 * SDK1 Messages of a conversation come out in seq order, without a gap, each exactly once, however they came in.
 * SDK2 History is not news: what stood in a conversation when it was first seen comes out only if it was pushed meanwhile.
 * SDK3 A conversation that appears after the first sync is new from its first message on.
 * SDK4 An own message that was acknowledged fills its place and does not come out.
 * SDK5 A place that the server proves to be empty (purged) is passed over, never waited for.
 * SDK6 A group that appears after the first sync is new from where the user came in: nothing comes out before that is known.
 */
export class Timeline<M extends Numbered> {
  readonly #logs = new Map<string, Log<M>>()
  /** Of which it is not known where they are new from. */
  readonly #unbegun = new Set<string>()
  #open = false

  /** The first sync found this conversation with `head` as its newest seq. Only the first word counts. */
  baseline(conversation: string, head: number): void {
    const log = this.#log(conversation)
    log.high ??= Math.min(head, ...[...log.waiting.keys()].map((seq) => seq - 1))
    log.head = Math.max(log.head, head)
  }

  /**
   * A conversation that appeared after the first sync is new from what follows `head`; without one, from what came in. Only the first
   * word counts.
   *
   * @returns what comes out now
   */
  begin(conversation: string, head: number = this.#log(conversation).head): M[] {
    const log = this.#log(conversation)
    this.baseline(conversation, head)
    this.#unbegun.delete(conversation)
    return this.#drain(log, log.high ?? 0)
  }

  /** Ends the first sync: nothing comes out before, and whatever is not known by now is new. */
  open(): Delivery<M>[] {
    this.#open = true
    const deliveries: Delivery<M>[] = []
    for (const [conversation, log] of this.#logs) {
      if (startsAtOne(conversation) || log.waiting.has(1)) log.high ??= 0
      if (log.high === undefined) this.#unbegun.add(conversation)
      const messages = this.#drain(log, log.high ?? 0)
      if (messages.length > 0) deliveries.push({ conversation, messages })
    }
    return deliveries
  }

  /** A message arrived from anywhere. @returns what comes out now */
  receive(conversation: string, message: M): M[] {
    const log = this.#log(conversation)
    log.head = Math.max(log.head, message.seq)
    // A far-off message is not kept but pulled later: memory stays bounded however large the gap is.
    if (log.waiting.size < MOST_WAITING) this.#keep(log, message)
    if (message.seq === 1) this.#beginsHere(conversation, log)
    return this.#drain(log, log.high ?? 0)
  }

  /** The app has `seq` already: it sent it. @returns what comes out now */
  fill(conversation: string, seq: number): M[] {
    const log = this.#log(conversation)
    log.head = Math.max(log.head, seq)
    if (log.high === undefined || seq > log.high) log.waiting.set(seq, undefined)
    if (seq === 1) this.#beginsHere(conversation, log)
    return this.#drain(log, log.high ?? 0)
  }

  /** The conversation is known to reach up to `head`. */
  seen(conversation: string, head: number): void {
    const log = this.#log(conversation)
    log.head = Math.max(log.head, head)
  }

  /**
   * The answer to a question for what follows `after`: nothing between two of its messages exists.
   *
   * @param messages ascending
   * @returns what comes out now
   */
  pulled(conversation: string, after: number, messages: readonly M[]): M[] {
    const log = this.#log(conversation)
    const fresh = messages.filter(({ seq }) => seq > after)
    for (const message of fresh) this.#keep(log, message)
    const last = fresh.at(-1)
    if (last) {
      log.head = Math.max(log.head, last.seq)
      return this.#drain(log, last.seq)
    }
    // One empty answer may be older than the head that we know; a second one, to a question asked later, is proof.
    if (log.empty?.after === after) return this.#drain(log, log.empty.head)
    log.empty = { after, head: log.head }
    return []
  }

  /** The greatest seq that came out, with all before it; 0 for an unknown conversation. */
  high(conversation: string): number {
    return this.#logs.get(conversation)?.high ?? 0
  }

  /** The greatest seq that came out, of every conversation. */
  highs(): Map<string, number> {
    return new Map([...this.#logs].map(([conversation, { high = 0 }]) => [conversation, high]))
  }

  /** Whether it is known from where on the conversation is new; before the first sync that is nobody's question. */
  hasBegun(conversation: string): boolean {
    return !this.#open || startsAtOne(conversation) || this.#logs.get(conversation)?.high !== undefined
  }

  /** Conversations of which it is not known where they are new from. */
  unbegun(): string[] {
    return [...this.#unbegun]
  }

  /** Whether messages exist that did not come out yet. */
  isBehind(conversation: string): boolean {
    const log = this.#logs.get(conversation)
    return this.#open && log?.high !== undefined && log.high < log.head
  }

  /** Every conversation that is behind. */
  behind(): string[] {
    return [...this.#logs.keys()].filter((conversation) => this.isBehind(conversation))
  }

  #log(conversation: string): Log<M> {
    const known = this.#logs.get(conversation)
    if (known) return known
    const log: Log<M> = {
      high: this.#open && startsAtOne(conversation) ? 0 : undefined,
      head: 0,
      waiting: new Map(),
      empty: undefined,
    }
    this.#logs.set(conversation, log)
    if (this.#open && log.high === undefined) this.#unbegun.add(conversation)
    return log
  }

  #beginsHere(conversation: string, log: Log<M>): void {
    if (!this.#open) return
    log.high ??= 0
    this.#unbegun.delete(conversation)
  }

  #keep(log: Log<M>, message: M): void {
    const isOld = log.high !== undefined && message.seq <= log.high
    if (!isOld && !log.waiting.has(message.seq)) log.waiting.set(message.seq, message)
  }

  /** Takes out all that waits up to `through`, where every place is accounted for, and then as far as there is no gap. */
  #drain(log: Log<M>, through: number): M[] {
    if (!this.#open || log.high === undefined) return []
    const out: M[] = []
    const take = (seq: number): void => {
      const message = log.waiting.get(seq)
      log.waiting.delete(seq)
      if (message) out.push(message)
    }
    if (through > log.high) {
      const due = [...log.waiting.keys()].filter((seq) => seq <= through)
      for (const seq of due.sort((a, b) => a - b)) take(seq)
      log.high = through
    }
    while (log.waiting.has(log.high + 1)) take(++log.high)
    return out
  }
}

/** Anything with a place in a gapless sequence that starts at 1. */
export interface Numbered {
  readonly seq: number
}

export interface Delivery<M> {
  readonly conversation: string
  readonly messages: readonly M[]
}

interface Log<M> {
  /** Everything up to here came out; undefined until the baseline is known. */
  high: number | undefined
  /** The greatest seq known to exist. */
  head: number
  /** Above a gap; `undefined` is an own message, which fills its place only. */
  readonly waiting: Map<number, M | undefined>
  /** The last empty answer to a question, and the head known by then. */
  empty: { readonly after: number; readonly head: number } | undefined
}

const MOST_WAITING = 1000

/** A user may come late into a group; what two people say to each other is new to both. */
const startsAtOne = (conversation: string): boolean => !conversation.startsWith('GROUP')
