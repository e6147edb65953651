import type { Clock, Timer } from '../src/clock.ts'

interface Due {
  readonly at: number
  readonly task: () => void
}

/** A clock that the test turns: tasks run in the order of their times, with all promises settled between two of them. */
export class ManualClock implements Clock {
  #now: number
  /** By time, each in the order in which they were set: thousands share few times. */
  readonly #due = new Map<number, Set<Due>>()

  constructor(now = 1_800_000_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(delay: number, task: () => void): Timer {
    const due: Due = { at: this.#now + Math.max(0, delay), task }
    this.#due.set(due.at, (this.#due.get(due.at) ?? new Set()).add(due))
    return due
  }

  cancel(timer: Timer): void {
    if (timer) this.#drop(timer as Due)
  }

  /** How many timers are set. */
  get pending(): number {
    return [...this.#due.values()].reduce((sum, { size }) => sum + size, 0)
  }

  /** Lets `ms` milliseconds pass. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#drop(next)
      this.#now = Math.max(this.#now, next.at)
      next.task()
      await settle()
    }
    this.#now = end
  }

  #next(): Due | undefined {
    let first = Number.POSITIVE_INFINITY
    for (const at of this.#due.keys()) first = Math.min(first, at)
    return this.#due.get(first)?.values().next().value
  }

  #drop(due: Due): void {
    const others = this.#due.get(due.at)
    others?.delete(due)
    if (others?.size === 0) this.#due.delete(due.at)
  }
}

/** Resolves after all promises that can settle have settled. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
