/** Something with a queue of its own, to be emptied at the end of the turn. */
export interface Flushable {
  /** Set while it stands in the queue. */
  flushing: boolean
  flush(): void
}

/** Writing to a socket takes some microseconds: after so long the others get a turn, ms. */
const SLICE_MS = 4
const FLUSHES_BETWEEN_LOOKS = 64

/** The sockets with something due, written to at the end of the turn (SES5), slice by slice where they are thousands (SES21). */
export class FlushQueue {
  #due: Flushable[] = []
  #isScheduled = false
  readonly #now: () => number

  /** @param now ms of a clock that nobody sets */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  put(one: Flushable): void {
    one.flushing = true
    this.#due.push(one)
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(this.#turn)
  }

  readonly #turn = (): void => {
    const due = this.#due
    this.#due = []
    const until = this.#now() + SLICE_MS
    for (let at = 0; at < due.length; at++) {
      due[at]!.flush()
      if ((at + 1) % FLUSHES_BETWEEN_LOOKS !== 0 || this.#now() <= until) continue
      this.#due = [...due.slice(at + 1), ...this.#due]
      break
    }
    if (this.#due.length > 0) setImmediate(this.#turn)
    else this.#isScheduled = false
  }
}
