import { type Outgoing, outgoing, textFrame } from './frame.ts'

/** How much something in a live room matters: 0 is given up last. */
export const RANKS = 5
export type Rank = 0 | 1 | 2 | 3 | 4

/** One packet for everybody in a live room. */
export interface LiveItem {
  /** JSON of the packet. */
  readonly text: string
  readonly rank: Rank
  /** The session that sent it: it has the ack. Empty when no session did. */
  readonly except: string
}

/** Hears that one socket does without so many items of a rank. */
export type OnSkipped = (rank: Rank, items: number) => void

/** Up to which part of a socket's queue a rank may wait there. The rest is for what is not of live rooms. */
const SHARE = [5 / 8, 1 / 2, 3 / 8, 1 / 4, 1 / 8] as const

/** What is due in a live room at one moment: one text and one frame for all of its sockets, and shorter ones for those that read too slowly. */
export class LiveBatch {
  readonly number: number
  readonly whole: Outgoing
  readonly #items: readonly LiveItem[]
  readonly #onSkipped: OnSkipped
  readonly #senders = new Set<string>()
  readonly #counts = new Array<number>(RANKS).fill(0)
  /** By the lowest rank that is left out. */
  readonly #shorter: (Outgoing | undefined)[] = []

  constructor(number: number, items: readonly LiveItem[], onSkipped: OnSkipped) {
    this.number = number
    this.#items = items
    this.#onSkipped = onSkipped
    for (const { rank, except } of items) {
      this.#counts[rank]!++
      if (except !== '') this.#senders.add(except)
    }
    this.whole = this.#packet(RANKS)
  }

  /** The frame that carries all of it alone. */
  get frame(): Buffer {
    this.whole.frame ??= textFrame(`[${this.whole.text}]`)
    return this.whole.frame
  }

  /** Is something in it of this session itself? */
  isFrom(sessionId: string): boolean {
    return this.#senders.size > 0 && this.#senders.has(sessionId)
  }

  /** What of it is for a session that wrote some of it. */
  without(sessionId: string): LiveBatch | undefined {
    const items = this.#items.filter(({ except }) => except !== sessionId)
    return items.length === 0 ? undefined : new LiveBatch(this.number, items, this.#onSkipped)
  }

  /** What of it a socket still takes; the rest is counted as given up. @param load of its queue, 1 is full */
  fitting(load: number): Outgoing | undefined {
    let ranks = RANKS
    while (ranks > 0 && load >= SHARE[ranks - 1]!) ranks--
    this.#skip(ranks, RANKS)
    if (ranks === RANKS) return this.whole
    if (!this.#counts.some((count, rank) => count > 0 && rank < ranks)) return undefined
    this.#shorter[ranks] ??= this.#packet(ranks)
    return this.#shorter[ranks]
  }

  #packet(ranks: number): Outgoing {
    const kept = ranks === RANKS ? this.#items : this.#items.filter(({ rank }) => rank < ranks)
    return outgoing(kept.map(({ text }) => text).join(','), false, () => this.#skip(0, ranks))
  }

  #skip(from: number, to: number): void {
    for (let rank = from; rank < to; rank++) {
      const count = this.#counts[rank]!
      if (count > 0) this.#onSkipped(rank as Rank, count)
    }
  }
}
