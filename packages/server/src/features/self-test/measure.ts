/** What became of the messages of a self-test. Times in ms. */
export interface Measured {
  readonly sent: number
  readonly acked: number
  readonly received: number
  readonly duplicates: number
  /** Numbers of the conversation that the receiver did not get between the first and the last. */
  readonly gaps: number
  readonly outOfOrder: number
  /** From sending to the receiver's socket. */
  readonly delivery: Spread | undefined
  /** From sending to the answer that it is on disk. */
  readonly ack: Spread | undefined
}

export interface Spread {
  readonly median: number
  readonly p99: number
  readonly max: number
}

/** Keeps count of what was sent and what came. */
export class Tracker {
  readonly #sentAt = new Map<number, number>()
  readonly #acks: number[] = []
  readonly #deliveries: number[] = []
  readonly #seqs = new Set<number>()
  #duplicates = 0
  #outOfOrder = 0
  #newest = 0

  sent(no: number, at: number): void {
    this.#sentAt.set(no, at)
  }

  acked(no: number, at: number): void {
    this.#acks.push(at - this.#sentAt.get(no)!)
  }

  received(no: number, seq: number, at: number): void {
    const sentAt = this.#sentAt.get(no)
    if (sentAt === undefined) return
    if (this.#seqs.has(seq)) {
      this.#duplicates++
      return
    }
    this.#seqs.add(seq)
    if (seq < this.#newest) this.#outOfOrder++
    this.#newest = Math.max(this.#newest, seq)
    this.#deliveries.push(at - sentAt)
  }

  get count(): { readonly sent: number; readonly received: number } {
    return { sent: this.#sentAt.size, received: this.#seqs.size }
  }

  result(): Measured {
    const first = Math.min(...this.#seqs)
    return {
      sent: this.#sentAt.size,
      acked: this.#acks.length,
      received: this.#seqs.size,
      duplicates: this.#duplicates,
      gaps: this.#seqs.size === 0 ? 0 : this.#newest - first + 1 - this.#seqs.size,
      outOfOrder: this.#outOfOrder,
      delivery: spreadOf(this.#deliveries),
      ack: spreadOf(this.#acks),
    }
  }
}

function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  return { median: at(0.5), p99: at(0.99), max: sorted.at(-1)! }
}
