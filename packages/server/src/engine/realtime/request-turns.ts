/** Who asks for something, and is called back when its turn has come. */
export interface Asker {
  takeUp(): void
}

/** So long requests are taken up before the loop turns to what else is due: answers to write, timers, the store. ms */
const SLICE_MS = 4

/**
 * Whose request is taken up now and whose waits for the next turn of the loop. The system hands over what thousands of sockets sent in
 * one go, and without this all of it would be done before anything else: a room that ten thousand enter at once stalled the loop for
 * half a second. Who waits, waits in the order in which they came.
 */
export class RequestTurns {
  readonly #waiting = new Set<Asker>()
  readonly #now: () => number
  /** When the slice of this turn is over, ms; 0 when none has begun. */
  #until = 0
  #current: Asker | undefined

  /** @param now ms of a clock that nobody sets */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** @returns whether its request may be taken up now; when not, `takeUp` is called once it may */
  admits(asker: Asker): boolean {
    const now = this.#now()
    if (this.#until === 0) {
      this.#until = now + SLICE_MS
      setImmediate(this.#turn)
    }
    if (now < this.#until && (this.#waiting.size === 0 || this.#current === asker)) return true
    this.#waiting.add(asker)
    return false
  }

  readonly #turn = (): void => {
    if (this.#waiting.size === 0) {
      this.#until = 0
      return
    }
    this.#until = this.#now() + SLICE_MS
    setImmediate(this.#turn)
    this.#next()
  }

  readonly #next = (): void => {
    const [asker] = this.#waiting
    if (asker === undefined || this.#now() >= this.#until) return
    this.#waiting.delete(asker)
    this.#current = asker
    asker.takeUp()
    this.#current = undefined
    // What a request does behind its first `await` is done in between, and counts.
    queueMicrotask(this.#next)
  }
}
