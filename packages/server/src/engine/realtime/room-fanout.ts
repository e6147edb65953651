import { LiveBatch, type LiveItem, type OnSkipped } from './live-batch.ts'
import type { Session } from './session.ts'

/** A session in a live room. */
export interface Ear {
  readonly session: Session
  /** It came after so many batches: what was taken before is not for it. */
  readonly since: number
}

export interface FanoutOptions<I extends LiveItem> {
  /** How long a room of so many sockets gathers what is due before it writes, ms; 0: to the end of the turn. */
  readonly tickMs: (sockets: number) => number
  /** Items leave for the sockets now. */
  readonly onTaken: (items: readonly I[]) => void
  readonly onSkipped: OnSkipped
}

/** Writing to a socket takes some microseconds: after so long the others get a turn, ms. */
const SLICE_MS = 4
const SOCKETS_BETWEEN_LOOKS = 64

/**
 * Tells everybody in a live room. What comes within a tick is one batch, and a batch is one frame for all sockets, written slice by
 * slice, so that a large room never holds up the rest. A lone message in a quiet room does not wait.
 */
export class RoomFanout<E extends Ear, I extends LiveItem> {
  readonly ears = new Set<E>()
  readonly #options: FanoutOptions<I>
  #pending: I[] = []
  #batches = 0
  #lastAt = Number.NEGATIVE_INFINITY
  #isBusy = false
  #timer: NodeJS.Timeout | undefined
  #onEmpty: (() => void) | undefined

  constructor(options: FanoutOptions<I>) {
    this.#options = options
  }

  /** Batches that were taken so far: who comes now hears the next ones. */
  get batches(): number {
    return this.#batches
  }

  put(item: I): void {
    this.#pending.push(item)
    if (!this.#isBusy) this.#schedule()
  }

  /** Writes what is due without waiting for the tick, and calls back when everybody has it. */
  finish(done: () => void): void {
    this.#onEmpty = done
    if (this.#timer === undefined && this.#isBusy) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isBusy = true
    setImmediate(this.#tick)
  }

  /** Nothing is written any more. */
  close(): void {
    clearTimeout(this.#timer)
    this.#pending = []
    this.ears.clear()
  }

  #schedule(): void {
    this.#isBusy = true
    const wait = this.#lastAt + this.#options.tickMs(this.ears.size) - performance.now()
    if (wait <= 0 || this.#onEmpty !== undefined) {
      setImmediate(this.#tick)
      return
    }
    this.#timer = setTimeout(this.#tick, wait)
  }

  readonly #tick = (): void => {
    this.#timer = undefined
    this.#lastAt = performance.now()
    const items = this.#pending
    this.#pending = []
    this.#batches++
    if (items.length > 0) {
      this.#options.onTaken(items)
      this.#write(this.ears.values(), new LiveBatch(this.#batches, items, this.#options.onSkipped))
    } else this.#rest()
  }

  /** The iterator goes on over turns: who left meanwhile is passed over, who came meanwhile came after this batch. */
  #write(ears: SetIterator<E>, batch: LiveBatch): void {
    const until = performance.now() + SLICE_MS
    for (let written = 1; ; written++) {
      const { done, value } = ears.next()
      if (done) break
      const { session, since } = value
      if (since >= batch.number) continue
      const own = batch.isFrom(session.id) ? batch.without(session.id) : batch
      if (own !== undefined) session.sendLive(own)
      if (written % SOCKETS_BETWEEN_LOOKS === 0 && performance.now() > until) {
        setImmediate(() => this.#write(ears, batch))
        return
      }
    }
    this.#rest()
  }

  #rest(): void {
    this.#isBusy = false
    if (this.#pending.length > 0) {
      this.#schedule()
      return
    }
    this.#onEmpty?.()
    this.#onEmpty = undefined
  }
}
