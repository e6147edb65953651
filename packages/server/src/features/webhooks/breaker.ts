const FAILURES_TO_OPEN = 5
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

interface Circuit {
  failures: number
  /** 0 while it is closed. ms */
  openUntil: number
  pause: number
  /** Somebody tries whether it works again. */
  isTrying: boolean
}

/**
 * HOOK10: a URL that failed five times in a row is left alone for a second, then tried once, and for twice as long each time that fails,
 * up to a minute. One key per URL and direction: who does not take events may well answer questions.
 */
export class Breakers {
  readonly #circuits = new Map<string, Circuit>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** May this be asked now? Whoever got a yes has to tell how it went, with `succeeded` or `failed`. */
  admit(key: string): boolean {
    const circuit = this.#circuits.get(key)
    if (circuit === undefined || circuit.openUntil === 0) return true
    if (circuit.isTrying || circuit.openUntil > this.#now()) return false
    circuit.isTrying = true
    return true
  }

  succeeded(key: string): void {
    this.#circuits.delete(key)
  }

  failed(key: string): void {
    let circuit = this.#circuits.get(key)
    if (circuit === undefined) {
      circuit = { failures: 0, openUntil: 0, pause: FIRST_PAUSE_MS, isTrying: false }
      this.#circuits.set(key, circuit)
    }
    circuit.failures++
    // What was under way when it opened says nothing new.
    if (circuit.failures < FAILURES_TO_OPEN || (circuit.openUntil > 0 && !circuit.isTrying)) return
    if (circuit.isTrying) circuit.pause = Math.min(LONGEST_PAUSE_MS, circuit.pause * 2)
    circuit.isTrying = false
    circuit.openUntil = this.#now() + circuit.pause
  }

  /** How long nothing may be tried, ms; 0 while it is closed or due for a try. */
  waitOf(key: string): number {
    const circuit = this.#circuits.get(key)
    if (circuit === undefined || circuit.openUntil === 0) return 0
    const wait = Math.max(0, circuit.openUntil - this.#now())
    return circuit.isTrying ? Math.max(wait, FIRST_PAUSE_MS) : wait
  }

  isOpen(key: string): boolean {
    return (this.#circuits.get(key)?.openUntil ?? 0) > 0
  }

  /** How many are open. */
  get open(): number {
    let count = 0
    for (const circuit of this.#circuits.values()) if (circuit.openUntil > 0) count++
    return count
  }

  forget(key: string): void {
    this.#circuits.delete(key)
  }
}
